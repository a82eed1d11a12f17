package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.plan.difference.Subject.What;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of two rules files that are compared, by what there is in it. */
final class Side {
    final Rules rules;
    final Map<RepositoryName, Map<Built.Recipe, Built>> builds = new LinkedHashMap<>();
    final Map<ImageName, Published> published = new LinkedHashMap<>();
    final List<Deployed> deployed = new ArrayList<>();
    final Map<ImageName, FollowedImage> followed = new LinkedHashMap<>();
    final Set<Architecture> architectures = EnumSet.noneOf(Architecture.class);

    Side(Rules rules) {
        this.rules = rules;
        rules.repositories().values().forEach(this::add);
        rules.images().forEach(this::add);
    }

    /** @param architectures of the image, which may be fewer than its recipe is built for */
    record Published(Subject subject, Built built, Set<Architecture> architectures, Facts facts) {}

    /** @param built what a unikernel is taken from; empty for what runs an image */
    record Deployed(Subject subject, Optional<Built> built, Facts facts) {
        String host() {
            return subject.host().orElseThrow();
        }
    }

    private void add(Repository repository) {
        Map<Built.Recipe, Built> all = Built.all(repository.builds());
        builds.put(repository.name(), all);
        for (Built built : all.values()) {
            architectures.addAll(built.architectures);
            for (Build build : built.builds) {
                if (build instanceof Build.Image image) {
                    image.deployments().forEach(rule -> add(repository.name(), image, built, rule));
                } else if (build instanceof Build.Unikernel unikernel) {
                    unikernel.deployments().forEach(rule -> add(repository.name(), unikernel, built, rule));
                }
            }
        }
    }

    private void add(RepositoryName repository, Build build, Built built, ImageDeployment rule) {
        Facts facts = new Facts()
                .put(Facts.REPOSITORY, repository.toString())
                .put(Facts.HEAD, Texts.head(rule.head()))
                .put("prebuilt", rule.prebuilt() ? Optional.of("yes") : Optional.empty());
        Subject subject = new Subject(
                What.PUBLICATION, Optional.of(repository), rule.publish().toString(), Optional.empty());
        published.putIfAbsent(
                rule.publish(), new Published(subject, built, EnumSet.copyOf(build.architectures()), facts));
        for (ServiceRule service : rule.services()) {
            Facts of = new Facts()
                    .put(Facts.REPOSITORY, repository.toString())
                    .put(Facts.HEAD, Texts.head(rule.head()))
                    .put("image", rule.publish().toString());
            add(Optional.of(repository), service, of, service.slack().or(rule::slack));
        }
    }

    private void add(Optional<RepositoryName> repository, ServiceRule service, Facts facts, Optional<String> channel) {
        ServiceRule.Kind kind = service.kind();
        What what = What.SERVICE;
        if (kind instanceof ServiceRule.Stack stack) {
            what = What.STACK;
            facts.put("file", stack.file());
        } else if (kind instanceof ServiceRule.Compose compose) {
            what = What.COMPOSE;
            facts.put("file", compose.file());
        }
        facts.put("url", service.url().map(Object::toString))
                .put("health", service.health().map(Texts::health))
                .put("Slack", channel.or(() -> rules.defaults().slack()));
        deployed.add(new Deployed(
                new Subject(
                        what,
                        repository,
                        kind.name(),
                        Optional.of(service.host().name())),
                Optional.empty(),
                facts));
    }

    private void add(RepositoryName repository, Build.Unikernel build, Built built, UnikernelDeployment rule) {
        Facts facts = new Facts()
                .put(Facts.REPOSITORY, repository.toString())
                .put(Facts.HEAD, Texts.head(rule.head()))
                .put("binary", build.binary())
                .put("memory", rule.memory() + " MiB")
                .put("networks", Texts.devices(rule.networks()))
                .put("blocks", Texts.devices(rule.blocks()))
                .put("arguments", Texts.words(rule.arguments()))
                .put("cpu", rule.cpu().map(Object::toString))
                .put("settle", Texts.time(rule.settle()))
                .put("url", rule.url().map(Object::toString))
                .put("health", rule.health().map(Texts::health))
                .put("Slack", rule.slack().or(() -> rules.defaults().slack()));
        deployed.add(new Deployed(
                new Subject(
                        What.UNIKERNEL,
                        Optional.of(repository),
                        rule.unikernel(),
                        Optional.of(rule.host().name())),
                Optional.of(built),
                facts));
    }

    private void add(FollowedImage image) {
        followed.putIfAbsent(image.image(), image);
        for (ServiceRule service : image.services()) {
            add(
                    Optional.empty(),
                    service,
                    new Facts().put("image", image.image().toString()),
                    service.slack());
        }
    }
}

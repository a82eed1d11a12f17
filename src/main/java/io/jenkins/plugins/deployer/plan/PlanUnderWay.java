package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildOptions;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan that is being made, build by build. For one thread. */
final class PlanUnderWay {
    /** Agents for it are slow boards, or emulate it. */
    private static final int RISCV64_PATIENCE = 2;

    private final Rules rules;
    private final Revision revision;
    private final Map<BuildArgument.LookedUp, String> values;
    private final Titles titles = new Titles();
    private final Map<BuildKey, BuildTask> builds = new LinkedHashMap<>();
    private final Map<ImageName, PublishTask> publications = new LinkedHashMap<>();
    private final Map<Place, DeployTask> deployments = new LinkedHashMap<>();

    PlanUnderWay(Rules rules, Revision revision, Map<BuildArgument.LookedUp, String> values) {
        this.rules = rules;
        this.revision = revision;
        this.values = values;
    }

    void add(Build build) {
        BuildTask.Recipe recipe = recipe(build);
        List<BuildKey> keys = new ArrayList<>();
        for (Architecture architecture : build.architectures()) {
            BuildKey key = BuildKey.of(revision, recipe, architecture);
            if (!keys.contains(key)) {
                keys.add(key);
            }
            add(key, build, recipe, architecture);
        }
        if (build instanceof Build.Image image) {
            image.deployments().stream()
                    .filter(deployment -> revision.head().isOne(deployment.head()))
                    .forEach(deployment -> add(deployment, keys));
        } else if (build instanceof Build.Unikernel unikernel) {
            unikernel.deployments().stream()
                    .filter(deployment -> revision.head().isOne(deployment.head()))
                    .forEach(deployment -> add(unikernel, deployment, keys));
        }
    }

    Plan finish() {
        return new Plan(
                revision,
                List.copyOf(builds.values()),
                List.copyOf(publications.values()),
                List.copyOf(deployments.values()));
    }

    /**
     * Of equal builds with different time-outs the longest counts: no rule gets less time than it asked for. An image may
     * have several unikernels in it, and one may be deployed by several rules.
     */
    private void add(BuildKey key, Build build, BuildTask.Recipe recipe, Architecture architecture) {
        Duration timeout =
                architecture == Architecture.RISCV64 ? build.timeout().multipliedBy(RISCV64_PATIENCE) : build.timeout();
        BuildTask same = builds.get(key);
        List<BuildTask.Binary> binaries = new ArrayList<>(same == null ? List.of() : same.binaries());
        if (build instanceof Build.Unikernel unikernel) {
            add(binaries, unikernel);
        }
        builds.put(
                key,
                new BuildTask(
                        key,
                        same == null ? titles.ofBuild(build, recipe, architecture) : same.title(),
                        architecture,
                        rules.agent(architecture),
                        same == null || timeout.compareTo(same.timeout()) > 0 ? timeout : same.timeout(),
                        recipe,
                        rules.defaults().staging().map(staging -> staging.withTag(key.hex())),
                        binaries));
    }

    private static void add(List<BuildTask.Binary> binaries, Build.Unikernel build) {
        Set<BuildTask.Destination> destinations = new LinkedHashSet<>();
        for (BuildTask.Binary known : List.copyOf(binaries)) {
            if (known.path().equals(build.binary())) {
                destinations.addAll(known.destinations());
                binaries.remove(known);
            }
        }
        build.deployments()
                .forEach(rule -> destinations.add(
                        new BuildTask.Destination(rule.unikernel(), rule.host().name())));
        binaries.add(new BuildTask.Binary(build.binary(), List.copyOf(destinations)));
    }

    private void add(ImageDeployment deployment, List<BuildKey> keys) {
        PublishTask publication = publications.computeIfAbsent(
                deployment.publish(),
                name -> new PublishTask(titles.ofPublication(name), keys, name, PublishTask.keep(keys)));
        if (!Set.copyOf(publication.builds()).equals(Set.copyOf(keys))) {
            throw new IllegalArgumentException("Two different builds of " + revision.repository()
                    + " are published as " + deployment.publish() + " for " + revision.head()
                    + "; give each a name of its own in the rules");
        }
        for (ServiceRule service : deployment.services()) {
            Place place = new Place(service.host().name(), service.kind().name());
            Optional<String> slack = service.slack().or(deployment::slack).or(() -> rules.defaults()
                    .slack());
            DeployTask task = deployments.computeIfAbsent(
                    place, free -> new DeployTask.Service(titles.ofDeployment(service), publication, service, slack));
            if (!(task instanceof DeployTask.Service same && same.image().equals(publication))) {
                throw taken(place);
            }
        }
    }

    private void add(Build.Unikernel build, UnikernelDeployment unikernel, List<BuildKey> keys) {
        Place place = new Place(unikernel.host().name(), unikernel.unikernel());
        Optional<String> slack = unikernel.slack().or(() -> rules.defaults().slack());
        DeployTask task = deployments.computeIfAbsent(
                place,
                free -> new DeployTask.Unikernel(
                        titles.ofDeployment(unikernel),
                        keys,
                        build.target(),
                        build.architectures().get(0),
                        build.binary(),
                        unikernel,
                        slack));
        if (!(task instanceof DeployTask.Unikernel same
                && same.builds().equals(keys)
                && same.binary().equals(build.binary()))) {
            throw taken(place);
        }
    }

    private IllegalArgumentException taken(Place place) {
        return new IllegalArgumentException("Two different builds of " + revision.repository() + " are deployed as "
                + place.name() + " on " + place.host() + " for " + revision.head() + "; keep one of them in the rules");
    }

    private BuildTask.Recipe recipe(Build build) {
        BuildOptions options = build.options();
        Map<String, String> arguments = new LinkedHashMap<>();
        options.arguments().forEach((name, argument) -> arguments.put(name, value(name, argument)));
        Optional<UnikernelTarget> target = Optional.empty();
        if (build instanceof Build.Unikernel unikernel) {
            arguments.put("TARGET", unikernel.target().label());
            target = Optional.of(unikernel.target());
        }
        return new BuildTask.Recipe(
                build.dockerfile(),
                arguments,
                options.target(),
                options.squash(),
                options.buildkit(),
                options.includeGit(),
                options.secrets(),
                options.ulimits(),
                target);
    }

    private String value(String name, BuildArgument argument) {
        if (argument instanceof BuildArgument.Given given) {
            return given.value();
        }
        String found = values.get((BuildArgument.LookedUp) argument);
        if (found == null) {
            throw new IllegalArgumentException("The build argument " + name + " of " + revision.repository()
                    + " has not been looked up: " + argument);
        }
        return found;
    }

    /** Where something runs: names are unique on a host. */
    private record Place(String host, String name) {}
}

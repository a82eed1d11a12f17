package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.report.RulesGraph.Layer;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules in words for the page: a card for each repository, each image of somebody else and each host. */
final class RuleCards {
    private final Markup out;
    private final Rules rules;
    private final Map<String, List<ServiceOnHost>> onHost = new HashMap<>();
    private final Map<String, Integer> hosts = new HashMap<>();

    RuleCards(Markup out, Rules rules) {
        this.out = out;
        this.rules = rules;
        rules.hosts().keySet().forEach(name -> hosts.put(name, hosts.size()));
    }

    void write() {
        heading("Repositories", rules.repositories().size());
        int number = 0;
        for (Repository repository : rules.repositories().values()) {
            card(repository, RulesGraph.card(Layer.REPOSITORY, number++));
        }
        end();
        heading("Images of others", rules.images().size());
        number = 0;
        for (FollowedImage image : rules.images()) {
            card(image, RulesGraph.card(Layer.IMAGE, number++));
        }
        end();
        heading("Hosts", rules.hosts().size());
        number = 0;
        for (Host host : rules.hosts().values()) {
            card(host, RulesGraph.card(Layer.HOST, number++));
        }
        end();
    }

    private void heading(String title, int count) {
        out.open("section", "class", "group");
        if (count > 0) {
            out.element("h2", title);
        }
        out.open("div", "class", "cards").line();
    }

    private void end() {
        out.close().close().line();
    }

    private void begin(String id, Layer layer, Optional<String> before, String title, Optional<URI> link) {
        out.open("article", "class", "card " + layer.style(), "id", id, "tabindex", "-1");
        out.open("h3");
        before.ifPresent(owner -> out.element("span", owner + "/", "class", "owner"));
        linked(title, link);
        out.close();
    }

    private void card(Repository repository, String id) {
        Optional<URI> page = Links.of(rules.forge(), repository.name());
        begin(
                id,
                Layer.REPOSITORY,
                Optional.of(repository.name().owner()),
                repository.name().name(),
                page);
        out.open("ul");
        repository.builds().forEach(this::build);
        out.close().close().line();
    }

    private void build(Build build) {
        out.open("li", "class", "build");
        out.element("code", Words.dockerfile(build.dockerfile()));
        out.text(" ").element("span", Words.machines(build), "class", "machines");
        int deployments = 0;
        out.open("ul");
        if (build instanceof Build.Image image) {
            deployments = image.deployments().size();
            image.deployments().forEach(this::deployment);
        } else if (build instanceof Build.Unikernel unikernel) {
            deployments = unikernel.deployments().size();
            unikernel.deployments().forEach(this::deployment);
        }
        if (deployments == 0) {
            out.element("li", "built, not deployed", "class", "nothing");
        }
        out.close().close();
    }

    private void deployment(ImageDeployment deployment) {
        out.open("li", "class", "image").element("span", Words.head(deployment.head()), "class", "head");
        out.text(" → ").element("code", deployment.publish().toString());
        services(deployment.services());
        out.close();
    }

    private void services(List<ServiceRule> services) {
        if (services.isEmpty()) {
            return;
        }
        out.open("ul");
        services.forEach(service -> {
            out.open("li");
            service(ServiceOnHost.of(service), service.url());
            out.close();
        });
        out.close();
    }

    private void deployment(UnikernelDeployment deployment) {
        out.open("li", "class", "image").element("span", Words.head(deployment.head()), "class", "head");
        out.open("ul").open("li");
        service(ServiceOnHost.of(deployment), deployment.url());
        out.close().close().close();
    }

    private void service(ServiceOnHost service, Optional<URI> url) {
        onHost.computeIfAbsent(service.host(), host -> new ArrayList<>()).add(service);
        if (service.kind() != ServiceOnHost.Kind.SERVICE) {
            out.text(service.kind().label() + " ");
        }
        out.element("b", service.name()).text(" on ");
        out.element(
                "a", service.host(), "href", "#" + RulesGraph.card(Layer.HOST, hosts.getOrDefault(service.host(), 0)));
        Links.web(url).ifPresent(address -> {
            out.text(" ");
            out.element("a", shortened(address), "class", "url", "href", address.toString());
        });
    }

    private static String shortened(URI address) {
        return address.toString().replaceFirst("^https?://", "").replaceFirst("/$", "");
    }

    private void card(FollowedImage image, String id) {
        begin(id, Layer.IMAGE, Optional.empty(), image.image().toString(), Optional.empty());
        out.element("p", "checked every " + Words.time(image.every()), "class", "machines");
        services(image.services());
        out.close().line();
    }

    private void card(Host host, String id) {
        begin(id, Layer.HOST, Optional.empty(), host.name(), Optional.empty());
        out.open("p", "class", "machines").element("code", Words.endpoint(host));
        host.via().ifPresent(label -> out.text(" via agents " + label));
        out.close();
        List<ServiceOnHost> services = onHost.getOrDefault(host.name(), List.of());
        out.open("ul");
        services.stream().distinct().forEach(service -> out.element("li", service.name()));
        if (services.isEmpty()) {
            out.element("li", "nothing is deployed here", "class", "nothing");
        }
        out.close().close().line();
    }

    private void linked(String text, Optional<URI> link) {
        link.ifPresentOrElse(address -> out.element("a", text, "href", address.toString()), () -> out.text(text));
    }
}

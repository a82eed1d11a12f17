package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.report.LayeredGraph.Edge;
import io.jenkins.plugins.deployer.report.LayeredGraph.Node;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Draws the rules as a graph in five layers: what is built from what, and where it runs. */
final class RulesGraph {
    /** The layers, in the direction of the edges. Names of images are the longest, those of Dockerfiles mostly the same. */
    enum Layer {
        REPOSITORY("repository", "repositories", 200),
        BUILD("build", "builds", 184),
        IMAGE("image", "images", 268),
        SERVICE("service", "services", 240),
        HOST("host", "hosts", 212);

        private final LayeredGraph.Layer layer;

        Layer(String one, String many, int width) {
            this.layer = new LayeredGraph.Layer(one, many, width);
        }

        /** What stands behind a number. */
        String heading(long count) {
            return layer.heading(count);
        }

        /** The class in style sheets. */
        String style() {
            return layer.style();
        }
    }

    private RulesGraph() {}

    static LayeredGraph of(Rules rules) {
        return of(rules, service -> Optional.empty());
    }

    /** @param pages of the services; one that has none leads to where people reach it */
    static LayeredGraph of(Rules rules, Function<ServiceOnHost, Optional<URI>> pages) {
        Drawing drawing = new Drawing(List.copyOf(rules.hosts().keySet()), pages);
        int number = 0;
        for (Repository repository : rules.repositories().values()) {
            drawing.card = card(Layer.REPOSITORY, number++);
            drawing.add(rules, repository);
        }
        number = 0;
        for (FollowedImage image : rules.images()) {
            drawing.card = card(Layer.IMAGE, number++);
            int node = drawing.image(image.image(), "checked every " + Words.time(image.every()));
            image.services().forEach(service -> drawing.add(node, service));
        }
        rules.hosts().values().forEach(drawing::host);
        return new LayeredGraph(
                "What is built from what, and where it runs",
                Arrays.stream(Layer.values()).map(layer -> layer.layer).toList(),
                drawing.nodes,
                drawing.edges);
    }

    /** The id of a card, by the position of what it shows in the rules. */
    static String card(Layer layer, int position) {
        return layer.style() + "-" + position;
    }

    /** A graph that is being made. */
    private static final class Drawing {
        private final List<Node> nodes = new ArrayList<>();
        private final Set<Edge> edges = new LinkedHashSet<>();
        private final Map<Object, Integer> known = new HashMap<>();
        private final List<String> hosts;
        private final Function<ServiceOnHost, Optional<URI>> pages;
        private String card = "";

        Drawing(List<String> hosts, Function<ServiceOnHost, Optional<URI>> pages) {
            this.hosts = hosts;
            this.pages = pages;
        }

        void add(Rules rules, Repository repository) {
            int node = add(node(
                    Layer.REPOSITORY,
                    repository.name().name(),
                    repository.name().owner(),
                    Links.of(rules.forge(), repository.name()),
                    card));
            for (Build build : repository.builds()) {
                int built = add(node(
                        Layer.BUILD,
                        Words.dockerfile(build.dockerfile()),
                        Words.machines(build),
                        Optional.empty(),
                        card));
                edges.add(new Edge(node, built));
                add(built, build);
            }
        }

        private void add(int built, Build build) {
            if (build instanceof Build.Image image) {
                for (ImageDeployment deployment : image.deployments()) {
                    int published = image(deployment.publish(), Words.head(deployment.head()));
                    edges.add(new Edge(built, published));
                    deployment.services().forEach(service -> add(published, service));
                }
            } else if (build instanceof Build.Unikernel unikernel) {
                unikernel.deployments().forEach(deployment -> add(built, deployment));
            }
        }

        private int image(ImageName name, String detail) {
            return known.computeIfAbsent(
                    name, unused -> add(node(Layer.IMAGE, name.toString(), detail, Optional.empty(), card)));
        }

        private void add(int image, ServiceRule service) {
            String kind = service.kind() instanceof ServiceRule.Swarm
                    ? ""
                    : ServiceOnHost.of(service).kind().label() + " ";
            int host = host(service.host());
            int node = known.computeIfAbsent(
                    List.of(host, service.kind().name()),
                    unused -> add(node(
                            Layer.SERVICE,
                            service.kind().name(),
                            kind + "on " + service.host().name(),
                            pages.apply(ServiceOnHost.of(service)).or(() -> Links.web(service.url())),
                            card)));
            edges.add(new Edge(image, node));
            edges.add(new Edge(node, host));
        }

        private void add(int built, UnikernelDeployment unikernel) {
            LiveHead head = unikernel.head();
            int host = host(unikernel.host());
            int node = known.computeIfAbsent(
                    List.of(host, unikernel.unikernel()),
                    unused -> add(node(
                            Layer.SERVICE,
                            unikernel.unikernel(),
                            "unikernel of " + Words.head(head) + " on "
                                    + unikernel.host().name(),
                            pages.apply(ServiceOnHost.of(unikernel)).or(() -> Links.web(unikernel.url())),
                            card)));
            edges.add(new Edge(built, node));
            edges.add(new Edge(node, host));
        }

        private int host(Host host) {
            return known.computeIfAbsent(
                    host.name(),
                    unused -> add(node(
                            Layer.HOST,
                            host.name(),
                            Words.endpoint(host),
                            Optional.empty(),
                            card(Layer.HOST, hosts.indexOf(host.name())))));
        }

        private static Node node(Layer layer, String title, String detail, Optional<URI> link, String card) {
            return new Node(layer.ordinal(), title, detail, link, card, "");
        }

        private int add(Node node) {
            nodes.add(node);
            return nodes.size() - 1;
        }
    }
}

package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Every repository of the rules in Markdown: its builds, live branches, images, services and addresses. */
public final class ServicesMarkdown {
    private final StringBuilder out = new StringBuilder();
    private final Rules rules;

    private ServicesMarkdown(Rules rules) {
        this.rules = rules;
    }

    /** Equal rules make equal text, so that it can be kept beside them and compared. */
    public static String of(Rules rules) {
        return new ServicesMarkdown(rules).write();
    }

    private String write() {
        line("# Services");
        rules.repositories().values().forEach(this::repository);
        if (!rules.images().isEmpty()) {
            heading("Images of others");
            table("Image", "Checked", "Runs as", "Reached at");
            rules.images().forEach(this::image);
        }
        if (!rules.hosts().isEmpty()) {
            heading("Hosts");
            table("Host", "Endpoint", "Via agents");
            rules.hosts().values().forEach(this::host);
        }
        return out.toString();
    }

    private void repository(Repository repository) {
        String name = repository.name().toString();
        heading(Links.of(rules.forge(), repository.name())
                .map(page -> MarkdownText.link(name, page))
                .orElse(MarkdownText.plain(name)));
        table("Build", "For", "Live", "Image", "Runs as", "Reached at");
        repository.builds().forEach(this::build);
    }

    private void build(Build build) {
        String what = MarkdownText.code(Words.dockerfile(build.dockerfile()));
        String machines = MarkdownText.plain(Words.machines(build));
        int before = out.length();
        if (build instanceof Build.Image image) {
            image.deployments().forEach(deployment -> deployment(what, machines, deployment));
        } else if (build instanceof Build.Unikernel unikernel) {
            unikernel.deployments().forEach(deployment -> deployment(what, machines, deployment));
        }
        if (out.length() == before) {
            row(what, machines, "", "", "", "");
        }
    }

    private void deployment(String build, String machines, ImageDeployment deployment) {
        String head = MarkdownText.plain(Words.head(deployment.head()));
        String image = MarkdownText.code(deployment.publish().toString());
        for (ServiceRule service : deployment.services()) {
            row(build, machines, head, image, runsAs(ServiceOnHost.of(service)), url(service.url()));
        }
        if (deployment.services().isEmpty()) {
            row(build, machines, head, image, "", "");
        }
    }

    private void deployment(String build, String machines, UnikernelDeployment deployment) {
        String head = MarkdownText.plain(Words.head(deployment.head()));
        row(build, machines, head, "", runsAs(ServiceOnHost.of(deployment)), url(deployment.url()));
    }

    private void image(FollowedImage image) {
        for (ServiceRule service : image.services()) {
            row(
                    MarkdownText.code(image.image().toString()),
                    "every " + Words.time(image.every()),
                    runsAs(ServiceOnHost.of(service)),
                    url(service.url()));
        }
    }

    private void host(Host host) {
        row(
                MarkdownText.plain(host.name()),
                MarkdownText.code(Words.endpoint(host)),
                host.via().map(MarkdownText::code).orElse(""));
    }

    private static String runsAs(ServiceOnHost service) {
        String kind = service.kind() == ServiceOnHost.Kind.SERVICE
                ? ""
                : service.kind().label() + " ";
        return kind + MarkdownText.code(service.name()) + " on " + MarkdownText.plain(service.host());
    }

    private static String url(Optional<URI> url) {
        return url.map(address -> Links.web(url).isPresent()
                        ? MarkdownText.link(address.toString(), address)
                        : MarkdownText.code(address.toString()))
                .orElse("");
    }

    private void heading(String markdown) {
        line("");
        line("## " + markdown);
    }

    private void table(String... columns) {
        line("");
        row(columns);
        line("|" + "---|".repeat(columns.length));
    }

    private void row(String... cells) {
        out.append('|');
        for (String cell : List.of(cells)) {
            out.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
        }
        out.append('\n');
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

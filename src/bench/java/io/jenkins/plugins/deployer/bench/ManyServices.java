package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.pages.Overview;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the overview shows of 500 services on 20 hosts, collected from the store: without Jenkins, so without the page itself. */
final class ManyServices implements Row {
    private static final int SERVICES = 500;
    private static final int HOSTS = 20;
    private static final int DEPLOYMENTS = 20;

    @Override
    public String name() {
        return "overview";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Path directory = world.docker().directory("services");
        fill(open(directory));
        Optional<Rules> rules = Optional.of(rules());
        List<Long> first = new ArrayList<>();
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            DeploymentStore store = open(directory);
            first.add(collect(rules, store));
            next.add(collect(rules, store));
        }
        double again = median(next);
        return List.of(
                Line.limited(
                        "Collect what the overview shows of 500 services, from memory",
                        String.format(Locale.ROOT, "%.1f ms", again),
                        "300 ms",
                        again <= 300),
                Line.plain(
                        "The same for the first time after a start, from 500 files with 20 deployments each",
                        String.format(Locale.ROOT, "%.0f ms", median(first))));
    }

    @Override
    public String notes() {
        return "500 services on 20 hosts. The store reads each file once, in the background after the start of the"
                + " controller. What the page itself takes is measured in a Jenkins, below.";
    }

    private static DeploymentStore open(Path directory) throws IOException {
        return DeploymentStore.open(directory, () -> 100, System.err::println);
    }

    private static void fill(DeploymentStore store) throws IOException {
        for (int i = 0; i < SERVICES; i++) {
            Asker asker = new Asker(
                    "production/service-" + i + "/live#1",
                    Optional.of(URI.create("https://ci.example.org/job/production/job/service-" + i + "/1/")),
                    Optional.of("Push event to branch live"));
            for (int k = 0; k < DEPLOYMENTS; k++) {
                store.add(new RecordedDeployment(
                        Deployments.deployment(service(i), i + "-" + k, (char) ('a' + k % 6), Outcome.LIVE, false),
                        asker));
            }
        }
    }

    private static ServiceOnHost service(int number) {
        return new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "service-" + number, "host-" + number % HOSTS);
    }

    private static Rules rules() throws IOException {
        StringBuilder text = new StringBuilder("version: 1\nhosts:\n");
        for (int i = 0; i < HOSTS; i++) {
            text.append("  host-" + i + ": { docker: \"ssh://deployer@host-" + i + ".example.org\" }\n");
        }
        text.append("repositories:\n");
        for (int i = 0; i < SERVICES; i++) {
            text.append("  acme/service-" + i + ":\n    builds:\n      - docker: Dockerfile\n        deploy:\n"
                    + "          - { branch: live, publish: \"acme/service-" + i + ":live\","
                    + " services: [{ service: service-" + i + ", host: host-" + i % HOSTS + " }] }\n");
        }
        try {
            return RulesReader.read("rules.yaml", text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (RulesException e) {
            throw new IOException(e);
        }
    }

    private static long collect(Optional<Rules> rules, DeploymentStore store) throws IOException {
        long start = System.nanoTime();
        Overview overview = Overview.of(rules, store.all(), List.of());
        long taken = System.nanoTime() - start;
        if (overview.rows().stream().filter(row -> row.commit().isPresent()).count() != SERVICES) {
            throw new IOException(
                    "Not all of the services are there: " + overview.rows().size());
        }
        return taken;
    }

    private static double median(List<Long> nanoseconds) {
        return nanoseconds.stream()
                        .sorted()
                        .skip(nanoseconds.size() / 2)
                        .findFirst()
                        .orElseThrow()
                / 1e6;
    }
}

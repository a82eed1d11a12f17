package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans for 5,000 and 10,000 repositories of five builds and prints the medians in milliseconds and the heap that rules
 * and plans take in MiB.
 */
final class PlanningRun {
    private static final int REPOSITORIES = 10_000;
    private static final int BUILDS = 5;
    /** Rules files have a bounded size; these are read in parts and put together. */
    private static final int PART = 100;

    private PlanningRun() {}

    public static void main(String[] arguments) throws RulesException {
        int runs = Integer.parseInt(arguments[0]);
        Rules rules = rules();
        List<RepositoryName> names = List.copyOf(rules.repositories().keySet());
        Samples half = new Samples();
        Samples all = new Samples();
        List<Plan> kept = List.of();
        for (int run = 0; run < runs; run++) {
            plan(rules, names.subList(0, REPOSITORIES / 2), half);
            kept = plan(rules, names, all);
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long mebibytes = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        if (kept.size() != REPOSITORIES) {
            throw new IllegalStateException("Some plans are missing");
        }
        System.out.println(half.median().toMillis() + " " + all.median().toMillis() + " " + mebibytes);
    }

    private static List<Plan> plan(Rules rules, List<RepositoryName> names, Samples samples) {
        long start = System.nanoTime();
        List<Plan> plans = new ArrayList<>(names.size());
        for (RepositoryName name : names) {
            String id = String.format("%040x", name.hashCode() & 0xffffffffL);
            plans.add(Planner.plan(rules, new Revision(name, new Head.Branch("live"), id, id), Map.of()));
        }
        samples.add(Duration.ofNanos(System.nanoTime() - start));
        return plans;
    }

    private static Rules rules() throws RulesException {
        Map<RepositoryName, Repository> repositories = new LinkedHashMap<>();
        Rules last = null;
        for (int first = 0; first < REPOSITORIES; first += PART) {
            last = RulesReader.read("rules.yaml", yaml(first).getBytes(StandardCharsets.UTF_8));
            repositories.putAll(last.repositories());
        }
        return new Rules(last.forge(), last.defaults(), last.agents(), last.hosts(), repositories, last.images());
    }

    private static String yaml(int first) {
        StringBuilder yaml = new StringBuilder(
                """
                version: 1
                forge: https://github.com
                defaults: { staging: registry.example.org/staging }
                hosts:
                  toxis: { docker: "ssh://deployer@toxis.example.org" }
                repositories:
                """);
        for (int repository = first; repository < first + PART; repository++) {
            yaml.append("  owner-%d/repository-%d:\n    builds:\n".formatted(repository % 50, repository));
            for (int build = 0; build < BUILDS; build++) {
                yaml.append(
                        """
                              - docker: images/part-%2$d/Dockerfile
                                options: { buildArgs: { PART: "%2$d" } }
                                deploy:
                                  - branch: live
                                    publish: registry.example.org/owner/r%1$d-p%2$d:live
                                    services: [ { service: s%1$d_p%2$d, host: toxis } ]
                        """
                                .formatted(repository, build));
            }
        }
        return yaml.toString();
    }
}

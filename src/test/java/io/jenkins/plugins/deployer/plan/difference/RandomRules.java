package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small rules file made up at random, of few words, so that two of them have much in common. */
final class RandomRules {
    private final Random random;
    private final List<String> general = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();
    private final Map<String, List<String>> builds = new LinkedHashMap<>();
    private final List<String> images = new ArrayList<>();
    private final List<String> services = new ArrayList<>();

    RandomRules(Random random) {
        this.random = random;
        for (String host : List.of("a", "b", "c")) {
            hosts.add("  " + host + ": { docker: \"ssh://" + one("x", "y") + host + "\" }\n");
        }
        hosts.add("  robur: { albatross: \"albatross.example.org:" + one("1025", "1025", "1026") + "\" }\n");
        if (random.nextInt(4) == 0) {
            general.add("forge: " + one("https://github.com", "https://git.example.org") + "\n");
        }
        general.add("defaults: { staging: " + one("s/s", "s/s", "s/s", "s/t") + ", timeout: " + one("50m", "50m", "1h")
                + (random.nextInt(3) == 0 ? ", slack: \"#all\"" : "") + " }\n");
        if (random.nextInt(4) == 0) {
            general.add("agents: { arm64: " + one("graviton", "m1") + " }\n");
        }
        for (String repository : List.of("o/one", "o/two", "o/three")) {
            if (random.nextInt(4) > 0) {
                List<String> of = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    of.add(random.nextInt(4) == 0 ? unikernel() : image());
                }
                builds.put(repository, of);
            }
        }
        if (random.nextBoolean()) {
            images.add("  - { image: \"redis:7\", every: " + one("1d", "7d") + ", services: [" + service("redis")
                    + "] }\n");
        }
    }

    private String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    private String free(String... words) {
        for (String word : words) {
            if (!services.contains(word) && random.nextBoolean()) {
                services.add(word);
                return word;
            }
        }
        services.add("n" + services.size());
        return services.get(services.size() - 1);
    }

    private String image() {
        StringBuilder build =
                new StringBuilder("      - docker: " + one("Dockerfile", "Dockerfile", "other/Dockerfile") + "\n");
        if (random.nextInt(3) == 0) {
            build.append("        architectures: ")
                    .append(one("[arm64, x86_64]", "[x86_64, arm64]", "[arm64]"))
                    .append('\n');
        }
        if (random.nextInt(3) == 0) {
            build.append("        options: { ")
                    .append(one(
                            "target: prod",
                            "squash: true",
                            "includeGit: true",
                            "buildArgs: { A: 1, B: 2 }",
                            "buildArgs: { B: 2, A: 1 }",
                            "buildArgs: { A: { git: o/data, branch: main } }",
                            "secrets: [one, \"id=two,env=TWO\"]",
                            "ulimit: [nofile=1024, nproc=10]"))
                    .append(" }\n");
        }
        if (random.nextInt(3) > 0) {
            build.append("        deploy:\n");
            for (int i = random.nextInt(2); i >= 0; i--) {
                build.append("          - { ")
                        .append(one("branch: live", "branch: live", "branch: main", "tag: v*"))
                        .append(", publish: \"r/")
                        .append(free("p1", "p2", "p3"))
                        .append(":live\", services: [")
                        .append(service("s"))
                        .append("] }\n");
            }
        }
        return build.toString();
    }

    private String service(String prefix) {
        String name = free(prefix + "1", prefix + "2", prefix + "3");
        String what = random.nextInt(5) == 0
                ? "stack: { name: " + name + ", file: " + one("a", "b") + ".yaml }"
                : "service: " + name;
        what = prefix.equals("redis") ? "service: " + name : what;
        return "{ " + what + ", host: " + one("a", "b", "c")
                + (random.nextInt(4) == 0 ? ", url: \"https://" + one("u", "v") + "/\"" : "")
                + (random.nextInt(4) == 0 ? ", health: \"https://" + one("u", "v") + "/\"" : "")
                + (random.nextInt(4) == 0 ? ", slack: \"#" + one("u", "v") + "\"" : "") + " }";
    }

    private String unikernel() {
        return "      - unikernel: Dockerfile\n        target: " + one("hvt", "hvt", "spt") + "\n        binary: "
                + one("/u", "/u", "/w") + "\n        deploy: [{ branch: " + one("live", "main") + ", unikernel: "
                + free("u1", "u2") + ", host: robur, memory: " + one("32", "64") + ", networks: "
                + one("{ x: br0, y: br1 }", "{ y: br1, x: br0 }", "[x]") + " }]\n";
    }

    Rules rules() {
        return read(yaml());
    }

    /** The same, written in another way. */
    Rules shuffled() {
        Collections.shuffle(general, random);
        Collections.shuffle(hosts, random);
        List<Map.Entry<String, List<String>>> entries = new ArrayList<>(builds.entrySet());
        Collections.shuffle(entries, random);
        builds.clear();
        entries.forEach(entry -> {
            Collections.shuffle(entry.getValue(), random);
            builds.put(entry.getKey(), entry.getValue());
        });
        return read("# written anew\n" + yaml().replace("\n      - ", "\n      # a build\n      - "));
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder("version: 1\n");
        general.forEach(yaml::append);
        yaml.append("hosts:\n");
        hosts.forEach(yaml::append);
        yaml.append(builds.isEmpty() ? "" : "repositories:\n");
        builds.forEach((repository, all) -> {
            yaml.append("  ").append(repository).append(":\n    builds:\n");
            all.forEach(yaml::append);
        });
        yaml.append(images.isEmpty() ? "" : "images:\n");
        images.forEach(yaml::append);
        return yaml.toString();
    }

    static Rules read(String yaml) {
        try {
            return RulesReader.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        } catch (RulesException e) {
            throw new AssertionError(yaml, e);
        }
    }
}

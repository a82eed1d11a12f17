package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Rules to make views of. */
final class RulesFiles {
    private RulesFiles() {}

    /** Repositories with several builds, shared hosts, a unikernel, a stack, tags and somebody else's image. */
    static Rules example() {
        try (InputStream in = RulesFiles.class.getResourceAsStream("rules.yaml")) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each with a repository of its own, on 25 hosts. */
    static Rules services(int count) {
        StringBuilder yaml = new StringBuilder("version: 1\nhosts:\n");
        for (int i = 0; i < 25; i++) {
            yaml.append("  host").append(i).append(": { docker: default }\n");
        }
        yaml.append("repositories:\n");
        for (int i = 0; i < count; i++) {
            yaml.append("  team/app").append(i).append(":\n    builds:\n      - docker: Dockerfile\n        deploy:\n");
            yaml.append("          - { branch: live, publish: 'team/app")
                    .append(i)
                    .append(":live', services: [");
            yaml.append("{ service: app")
                    .append(i)
                    .append(", host: host")
                    .append(i * 7 % 25)
                    .append(" }] }\n");
        }
        return read(yaml.toString());
    }

    static Rules read(String yaml) {
        try {
            return RulesReader.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        } catch (RulesException e) {
            throw new AssertionError(e);
        }
    }
}

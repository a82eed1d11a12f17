package io.jenkins.plugins.deployer.rules;

/**
 * The branch, or the tags, whose commits a rule deploys.
 *
 * @param kind branch or tag
 * @param name the name of the branch; for tags a name in which {@code *} stands for anything
 */
public record LiveHead(Kind kind, String name) {
    public enum Kind {
        BRANCH,
        TAG
    }
}

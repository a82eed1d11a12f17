package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Rules;

/**
 * The rules as they were read.
 *
 * @param revision tells apart what was read: the commit of the library, or {@code sha256:…} of the text
 * @param place where they are written, for sentences: {@code resources/deployer/rules.yaml of the library "ops"}
 */
public record RulesAt(Rules rules, String revision, String place) {
    public RulesAt {
        requireNonNull(rules);
        requireNonNull(revision);
        requireNonNull(place);
    }
}

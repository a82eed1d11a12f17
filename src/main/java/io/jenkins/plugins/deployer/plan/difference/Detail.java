package io.jenkins.plugins.deployer.plan.difference;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that is said of a subject.
 *
 * @param field what it is, in words
 * @param before what it was; empty if nothing was said, or there was no such subject
 * @param after what it is
 */
public record Detail(String field, Optional<String> before, Optional<String> after) {
    public Detail {
        requireNonNull(field);
        requireNonNull(before);
        requireNonNull(after);
    }

    Detail mirrored() {
        return new Detail(field, after, before);
    }
}

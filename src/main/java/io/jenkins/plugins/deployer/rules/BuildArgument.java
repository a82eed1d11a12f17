package io.jenkins.plugins.deployer.rules;

import java.time.Duration;

/** The value of a build argument: given in the rules, or looked up when the plan is made. */
public sealed interface BuildArgument {
    /** A value of the rules file. */
    record Given(String value) implements BuildArgument {}

    /** A value that changes outside of the repository; equal look-ups are made once. */
    sealed interface LookedUp extends BuildArgument {}

    /** The commit at the head of a branch of another repository. */
    record HeadOf(RepositoryName repository, String branch) implements LookedUp {}

    /**
     * The digest of an image, as {@code sha256:…}.
     *
     * @param every how long a value found stays good
     */
    record DigestOf(ImageName image, Duration every) implements LookedUp {}
}

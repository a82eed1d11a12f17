package io.jenkins.plugins.deployer.rules;

import java.time.Duration;

/**
 * The value of a build argument: given in the rules, or looked up when the plan is made. Constructors throw
 * {@link IllegalArgumentException} with a sentence.
 */
public sealed interface BuildArgument {
    /** A value of the rules file; may be empty. */
    record Given(String value) implements BuildArgument {
        public Given {
            Checked.plainText("the value of a build argument", value);
        }
    }

    /** A value that changes outside of the repository; equal look-ups are made once. */
    sealed interface LookedUp extends BuildArgument {}

    /** The commit at the head of a branch of another repository of the forge. */
    record HeadOf(RepositoryName repository, String branch) implements LookedUp {
        public HeadOf {
            LiveHead.branch(branch);
        }
    }

    /**
     * The digest of an image, as {@code sha256:…}.
     *
     * @param image has a tag and no digest
     * @param every how long a value found stays good
     */
    record DigestOf(ImageName image, Duration every) implements LookedUp {
        /** How long a value stays good when the rules do not say. */
        public static final Duration DEFAULT_EVERY = Duration.ofHours(1);

        public DigestOf {
            FollowedImage.checkedFollowed(image);
            Durations.positive("the time between two looks", every);
        }
    }
}

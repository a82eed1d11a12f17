package io.jenkins.plugins.deployer.rules;

/** Where a build's Dockerfile comes from. Constructors throw {@link IllegalArgumentException} with a sentence. */
public sealed interface Dockerfile {
    /** A file of the repository, relative to its top. */
    record At(String path) implements Dockerfile {
        public At {
            Checked.relativePath("the Dockerfile", path);
        }
    }

    /** The text itself, kept in the rules. */
    record Contents(String text) implements Dockerfile {
        public Contents {
            if (text.isBlank()) {
                throw new IllegalArgumentException("the Dockerfile has no contents");
            }
            text.lines().forEach(line -> Checked.plainText("the Dockerfile", line.replace('\t', ' ')));
        }
    }
}

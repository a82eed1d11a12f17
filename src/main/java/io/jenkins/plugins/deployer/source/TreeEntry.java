package io.jenkins.plugins.deployer.source;

import java.util.Optional;

/**
 * One entry of a tree.
 *
 * @param id the object's id; of a submodule the commit that it is pinned at
 * @param path from the top of the tree. Git has bytes here and no encoding: each {@code char} is one byte.
 */
record TreeEntry(Kind kind, String id, String path) {
    /** What an entry is, with its permissions. */
    enum Kind {
        DIRECTORY(0755),
        FILE(0644),
        PROGRAM(0755),
        LINK(0777),
        SUBMODULE(0755);

        private final int mode;

        Kind(int mode) {
            this.mode = mode;
        }

        /** The permission bits, as in chmod(2). */
        int mode() {
            return mode;
        }

        /** Whether its content is an object of the same repository. */
        boolean hasContent() {
            return this == FILE || this == PROGRAM || this == LINK;
        }

        /** Reads Git's mode; {@code 100664} is found in trees of very old versions. */
        static Optional<Kind> of(String mode) {
            return switch (mode) {
                case "040000" -> Optional.of(DIRECTORY);
                case "100644", "100664" -> Optional.of(FILE);
                case "100755" -> Optional.of(PROGRAM);
                case "120000" -> Optional.of(LINK);
                case "160000" -> Optional.of(SUBMODULE);
                default -> Optional.empty();
            };
        }
    }
}

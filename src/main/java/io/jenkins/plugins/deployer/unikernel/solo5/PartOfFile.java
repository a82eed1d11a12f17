package io.jenkins.plugins.deployer.unikernel.solo5;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The rest of a file.
 *
 * @param from where it begins, in bytes
 */
record PartOfFile(Path file, long from) {
    PartOfFile {
        Objects.requireNonNull(file);
        if (from < 0) {
            throw new IllegalArgumentException("a file has nothing before its beginning");
        }
    }
}

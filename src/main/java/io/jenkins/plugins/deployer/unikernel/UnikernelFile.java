package io.jenkins.plugins.deployer.unikernel;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A unikernel that was taken out of an image.
 *
 * @param file where it is stored now
 * @param name what it is called, for sentences: {@code /unikernel.hvt of IMAGE}
 * @param size in bytes
 * @param sha256 of its content, as 64 hexadecimal digits
 */
public record UnikernelFile(Path file, String name, long size, String sha256) {
    public UnikernelFile {
        requireNonNull(file);
        requireNonNull(name);
        requireNonNull(sha256);
    }
}

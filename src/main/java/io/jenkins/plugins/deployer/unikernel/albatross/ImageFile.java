package io.jenkins.plugins.deployer.unikernel.albatross;

import java.nio.file.Path;

/**
 * A unikernel's image.
 *
 * @param file which must not change meanwhile; it is read piece by piece
 * @param compression of what is sent over TLS: the level of zlib from 0, which is none, to 9
 */
public record ImageFile(Path file, int compression) {
    /** Most of what compression can save, at a tenth of the time of level 9. */
    public static final int USUAL_COMPRESSION = 2;

    /** @throws IllegalArgumentException if there is no such level */
    public ImageFile {
        if (compression < 0 || compression > 9) {
            throw new IllegalArgumentException("the compression must be 0 to 9");
        }
    }

    public ImageFile(Path file) {
        this(file, USUAL_COMPRESSION);
    }

    boolean compressed() {
        return compression > 0;
    }
}

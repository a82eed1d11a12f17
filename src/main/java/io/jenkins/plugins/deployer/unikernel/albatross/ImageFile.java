package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A unikernel's image.
 *
 * @param file which must not change meanwhile; it is read piece by piece
 * @param compression of what is sent over TLS: the level of zlib from 0, which is none, to 9
 */
public record ImageFile(Path file, int compression) {
    /** Most of what compression can save, at a tenth of the time of level 9. */
    public static final int USUAL_COMPRESSION = 2;

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

    /** Of an ELF file for 64 bits (System V ABI, ELF-64 object file format). */
    private static final int HEADER = 64;

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

    /**
     * A server that is to replace a unikernel by something else ends the old one before it looks; and what is shorter
     * than the header of an ELF file can end albatrossd itself (seen of 2.7.2, with 16 bytes and less).
     */
    void check() throws AlbatrossException {
        byte[] header;
        try (InputStream in = opened()) {
            header = in.readNBytes(HEADER);
        } catch (AlbatrossException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw AlbatrossException.unfit(file + " is no image of a unikernel: it is no ELF file", null);
        }
    }

    long size() throws AlbatrossException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputStream opened() throws AlbatrossException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    AlbatrossException unreadable(IOException e) {
        return new AlbatrossException(AlbatrossException.Kind.FILE, "the image " + file + " cannot be read: " + e, e);
    }
}

package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.image.Descriptor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A layer of an image while it is read, entry by entry (OCI image specification, "Image Layer Filesystem Changeset").
 * Packed with gzip or not at all, which its first bytes tell, as its media type is not always right.
 */
final class Layer implements Closeable {
    private static final int CHUNK = 64 * 1024;
    private static final int GZIP = 0x8b1f;
    private static final int ZSTD_START = 0xb528;
    private static final int ZSTD_END = 0xfd2f;

    private final String name;
    private final BlobSource source;
    private final UnpackedStream unpacked;
    private final TarArchiveInputStream tar;

    private Layer(String name, BlobSource source, UnpackedStream unpacked) {
        this.name = name;
        this.source = source;
        this.unpacked = unpacked;
        this.tar = new TarArchiveInputStream(unpacked, "UTF-8");
    }

    /** @param image what the layer is of, for sentences */
    static Layer open(String image, Descriptor layer, BlobSource source, UnpackBudget budget) throws IOException {
        String name = "layer " + layer.digest() + " of " + image;
        if (!layer.mediaType().contains("tar")
                || layer.mediaType().contains("encrypted")
                || layer.mediaType().contains("zstd")) {
            throw unreadable(name, "it is of the type " + layer.mediaType());
        }
        try {
            return new Layer(name, source, new UnpackedStream(unpacked(name, source), source, budget));
        } catch (IOException e) {
            source.throwFailure();
            throw e instanceof UnikernelException ? e : damaged(name, e);
        }
    }

    private static InputStream unpacked(String name, BlobSource source) throws IOException {
        PushbackInputStream start = new PushbackInputStream(source, 4);
        byte[] magic = start.readNBytes(4);
        start.unread(magic);
        if (magic.length == 4 && pair(magic, 0) == ZSTD_START && pair(magic, 2) == ZSTD_END) {
            throw unreadable(name, "it is packed with zstd");
        }
        return magic.length == 4 && pair(magic, 0) == GZIP ? new GzipStream(start) : start;
    }

    /** The next entry, whose content is {@link #content}; empty after the last. */
    Optional<TarArchiveEntry> next() throws IOException {
        try {
            skipContent();
            unpacked.startHeader();
            TarArchiveEntry entry = tar.getNextEntry();
            unpacked.endHeader();
            if (entry != null && entry.isSparse()) {
                throw new IOException("it has a sparse file, which no layer has");
            }
            return Optional.ofNullable(entry);
        } catch (IOException e) {
            throw inWords(e);
        }
    }

    /** What the current entry has. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    return tar.read(target, offset, length);
                } catch (IOException e) {
                    throw inWords(e);
                }
            }
        };
    }

    /** Reads the rest of the layer, after which everything that was read is known to be what the image has. */
    void finish() throws IOException {
        source.throwFailure();
        source.finish();
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }

    private void skipContent() throws IOException {
        if (tar.getCurrentEntry() == null) {
            return;
        }
        byte[] chunk = new byte[CHUNK];
        int count;
        do {
            count = tar.read(chunk);
        } while (count >= 0);
    }

    private IOException inWords(IOException cause) throws IOException {
        source.throwFailure();
        return cause instanceof UnikernelException ? cause : damaged(name, cause);
    }

    private static UnikernelException damaged(String name, IOException cause) {
        String reason = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
        return new UnikernelException(UnikernelException.Kind.INVALID, name + " cannot be unpacked: " + reason, cause);
    }

    private static UnikernelException unreadable(String name, String reason) {
        return new UnikernelException(
                UnikernelException.Kind.INVALID,
                name + " cannot be read: " + reason + ", where we read tars with gzip or without;"
                        + " build with '--output type=image,compression=gzip,force-compression=true'");
    }

    private static int pair(byte[] bytes, int start) {
        return bytes[start] & 0xff | (bytes[start + 1] & 0xff) << 8;
    }
}

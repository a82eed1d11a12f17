package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of ours while it is written. It is written anew if a layer has the file twice. */
final class TargetFile {
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final String name;
    private final long limit;
    private long size;
    private String sha256 = "";

    /** @param limit how many bytes it may have */
    TargetFile(Path file, String name, long limit) {
        this.file = file;
        this.name = name;
        this.limit = limit;
    }

    /** @throws UnikernelException if it has more bytes than it may, or cannot be stored */
    void write(InputStream content) throws IOException {
        MessageDigest hash = sha256();
        byte[] chunk = new byte[CHUNK];
        size = 0;
        try (OutputStream output = open()) {
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                size += count;
                checkSize(size);
                hash.update(chunk, 0, count);
                store(output, chunk, count);
            }
        }
        sha256 = HexFormat.of().formatHex(hash.digest());
    }

    void checkSize(long bytes) throws UnikernelException {
        if (bytes > limit) {
            throw new UnikernelException(
                    UnikernelException.Kind.INVALID,
                    name + " has more than " + limit + " bytes, which no unikernel needs");
        }
    }

    UnikernelFile finished() {
        return new UnikernelFile(file, name, size, sha256);
    }

    private OutputStream open() throws UnikernelException {
        try {
            return Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private void store(OutputStream output, byte[] chunk, int count) throws UnikernelException {
        try {
            output.write(chunk, 0, count);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private UnikernelException notStored(IOException cause) {
        return new UnikernelException(
                UnikernelException.Kind.STORAGE,
                name + " could not be stored as " + file + ": " + cause.getMessage(),
                cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

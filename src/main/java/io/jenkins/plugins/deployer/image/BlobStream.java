package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A blob while it arrives. It goes on where it was when the connection breaks, and its end is reached only if size and
 * digest are right. For one thread.
 */
final class BlobStream extends InputStream {
    /** How often in a row a connection may break without a single byte having come. */
    private static final int MOST_BREAKS = 5;

    private final RegistryRepository repository;
    private final Descriptor blob;
    private final Deadline deadline;
    private final MessageDigest hash;
    private InputStream body = InputStream.nullInputStream();
    private long position;
    private long toSkip;
    private int breaks;
    private boolean verified;

    BlobStream(RegistryRepository repository, Descriptor blob, Deadline deadline) {
        this.repository = repository;
        this.blob = blob;
        this.deadline = deadline;
        this.hash = new Digest(blob.digest()).start();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position < blob.size()) {
            int count = readOnce(target, offset, (int) Math.min(length, blob.size() - position));
            if (count > 0) {
                hash.update(target, offset, count);
                position += count;
                breaks = 0;
                return count;
            }
            reopen();
        }
        verify();
        return -1;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    /** @return 0 if the connection broke */
    private int readOnce(byte[] target, int offset, int length) throws IOException {
        try {
            body.skipNBytes(toSkip);
            toSkip = 0;
            return Math.max(0, body.read(target, offset, length));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            if (breaks >= MOST_BREAKS || deadline.hasPassed()) {
                throw new ImageException(
                        ImageException.Kind.UNAVAILABLE,
                        repository.registry() + " could not get " + repository.text(blob.digest()) + ": "
                                + e.getMessage(),
                        e);
            }
            return 0;
        }
    }

    private void reopen() throws IOException {
        body.close();
        if (breaks++ > MOST_BREAKS) {
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE,
                    repository.registry() + " could not get " + repository.text(blob.digest()) + ": it has only "
                            + position + " of " + blob.size() + " bytes");
        }
        try {
            Answer answer = repository.openBlob(blob.digest(), position, deadline);
            body = answer.body();
            toSkip = answer.status() == 206 ? 0 : position;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private void verify() throws ImageException {
        if (!verified && !new Digest(blob.digest()).equalsHash(hash.digest())) {
            throw repository.damaged(repository.text(blob.digest()));
        }
        verified = true;
    }
}

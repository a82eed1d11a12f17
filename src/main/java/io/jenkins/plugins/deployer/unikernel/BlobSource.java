package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * The packed bytes of a layer. Errors of the network are kept, to be told from those of what is unpacked.
 */
final class BlobSource extends InputStream {
    private static final int CHUNK = 64 * 1024;

    private final InputStream blob;
    private final String purpose;
    private final Deadline deadline;
    private IOException failure;

    /** @param purpose what is being done, for the sentence if it takes too long */
    BlobSource(InputStream blob, String purpose, Deadline deadline) {
        this.blob = blob;
        this.purpose = purpose;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throwFailure();
        try {
            checkTime();
            return blob.read(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        blob.close();
    }

    /** Reads what is left: only then its digest is known to be right. */
    void finish() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count;
        do {
            count = read(chunk, 0, chunk.length);
        } while (count >= 0);
    }

    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** To be called now and then by what may work long on few bytes. */
    void checkTime() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw fail(new InterruptedIOException("interrupted"));
        }
        if (deadline.hasPassed()) {
            throw fail(new ImageException(
                    ImageException.Kind.UNAVAILABLE, "it took too long to " + purpose + "; it may work another time"));
        }
    }

    private IOException fail(IOException cause) {
        failure = cause;
        return cause;
    }
}

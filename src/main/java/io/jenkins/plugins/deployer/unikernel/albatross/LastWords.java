package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.ByteStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * The two directions of a socket, of which one can still be read when the other side takes nothing more. A server that
 * does not accept our certificate says so and hangs up while we are still writing: TLS would give up with the write that
 * fails, and never read why.
 */
final class LastWords implements ByteStream {
    private final Socket socket;
    private final ByteStream stream;
    private final OutputStream out;
    private volatile boolean deaf;

    LastWords(Socket socket) throws IOException {
        this.socket = socket;
        this.stream = ByteStream.of(socket);
        this.out = new Sending(stream.out());
    }

    /** Whether the other side takes nothing more, so that only reading is of any use. */
    boolean isDeaf() {
        return deaf;
    }

    private final class Sending extends FilterOutputStream {
        private Sending(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                if (!deaf) {
                    out.write(bytes, offset, length);
                }
            } catch (IOException e) {
                forgive(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                if (!deaf) {
                    out.flush();
                }
            } catch (IOException e) {
                forgive(e);
            }
        }

        /** But not what this side did. */
        private void forgive(IOException e) throws IOException {
            if (socket.isClosed() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            deaf = true;
        }
    }

    @Override
    public InputStream in() {
        return stream.in();
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        stream.setReadTimeout(milliseconds);
    }

    @Override
    public void close() {
        stream.close();
    }
}

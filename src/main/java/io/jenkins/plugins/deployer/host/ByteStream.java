package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection in both directions: reads and writes are independent, and {@link #close}, from any thread, ends both. */
public interface ByteStream extends AutoCloseable {
    /** The two directions of a socket that is connected. */
    static ByteStream of(Socket socket) throws IOException {
        return new SocketStream(socket);
    }

    /** What the other side sends. Reads can be interrupted; a broken connection looks like the end. */
    InputStream in();

    /** What the other side is to receive; sent when flushed. Closing it tells the other side that nothing follows. */
    OutputStream out();

    /** @param milliseconds how long a read waits before it fails; 0: for ever */
    void setReadTimeout(int milliseconds);

    @Override
    void close();
}

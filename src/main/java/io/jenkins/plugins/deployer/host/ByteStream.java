package io.jenkins.plugins.deployer.host;

import java.io.InputStream;
import java.io.OutputStream;

/** A connection in both directions: reads and writes are independent, and {@link #close}, from any thread, ends both. */
public interface ByteStream extends AutoCloseable {
    /** What the other side sends. Reads can be interrupted; a broken connection looks like the end. */
    InputStream in();

    /** What the other side is to receive; sent when flushed. Closing it tells the other side that nothing follows. */
    OutputStream out();

    /** @param milliseconds how long a read waits before it fails; 0: for ever */
    void setReadTimeout(int milliseconds);

    @Override
    void close();
}

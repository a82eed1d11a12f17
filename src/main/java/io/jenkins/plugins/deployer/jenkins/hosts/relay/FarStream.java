package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import io.jenkins.plugins.deployer.host.ByteStream;
import io.jenkins.plugins.deployer.host.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** A connection through the door, on the agent. */
final class FarStream implements ByteStream, NearEnd {
    private final Inbox inbox = new Inbox();
    private final OutputStream received = inbox.received();
    private volatile FarEnd engine;

    private FarStream() {}

    static FarStream open(EngineDoor door, Channel channel) throws IOException, InterruptedException {
        FarStream stream = new FarStream();
        try {
            stream.engine = door.open(channel.export(NearEnd.class, stream));
            return stream;
        } catch (RuntimeException e) {
            // A call to another machine throws what it likes.
            throw new IOException("the controller is gone", e);
        }
    }

    @Override
    public InputStream in() {
        return inbox.reader();
    }

    @Override
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                engine.send(Arrays.copyOfRange(bytes, offset, offset + length));
            }

            @Override
            public void close() throws IOException {
                engine.finish();
            }
        };
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        inbox.setReadTimeout(milliseconds);
    }

    @Override
    public boolean received(byte[] bytes) throws IOException {
        received.write(bytes);
        return true;
    }

    @Override
    public void ended(String fault) throws IOException {
        received.close();
    }

    @Override
    public void close() {
        inbox.abandon();
        try {
            engine.close();
        } catch (IOException | RuntimeException e) {
            // The way to the controller is gone, and the connection with it.
            return;
        }
    }
}

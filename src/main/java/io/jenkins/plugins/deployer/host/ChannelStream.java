package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The two directions of a channel. */
final class ChannelStream implements ByteStream {
    private final Channel channel;
    private final Inbox inbox;
    private final OutputStream out;
    private final Runnable ended;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ChannelStream(Channel channel, Inbox inbox, OutputStream out, Runnable ended) {
        this.channel = channel;
        this.inbox = inbox;
        this.out = out;
        this.ended = ended;
    }

    /**
     * Opens a channel that was prepared but not connected. Does not heed interrupts.
     *
     * @param timeout milliseconds
     * @param ended told once when it is closed
     * @throws JSchException if the other side refuses
     */
    static ChannelStream connect(Channel channel, int timeout, Runnable ended) throws JSchException, IOException {
        Inbox inbox = new Inbox();
        channel.setOutputStream(inbox.received());
        channel.connect(timeout);
        if (!channel.isConnected() && !channel.isEOF()) {
            throw new JSchException("the channel was not opened");
        }
        return new ChannelStream(channel, inbox, channel.getOutputStream(), ended);
    }

    @Override
    public InputStream in() {
        return inbox.reader();
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        inbox.setReadTimeout(milliseconds);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            inbox.abandon();
            channel.disconnect();
            ended.run();
        }
    }

    @Override
    public String toString() {
        return "SSH";
    }
}

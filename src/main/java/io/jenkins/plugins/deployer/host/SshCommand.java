package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A command that runs on a host: what it prints, what it is given to read, how it ends. Closing it hangs up on it. */
public final class SshCommand implements ByteStream {
    private final ChannelExec channel;
    private final ChannelStream streams;
    private final Inbox errors;

    private SshCommand(ChannelExec channel, ChannelStream streams, Inbox errors) {
        this.channel = channel;
        this.streams = streams;
        this.errors = errors;
    }

    static SshCommand start(ChannelExec channel, int timeout, Runnable ended) throws JSchException, IOException {
        Inbox errors = new Inbox();
        channel.setErrStream(errors.received());
        return new SshCommand(channel, ChannelStream.connect(channel, timeout, ended), errors);
    }

    /** Its standard output. */
    @Override
    public InputStream in() {
        return streams.in();
    }

    /** Its standard input. */
    @Override
    public OutputStream out() {
        return streams.out();
    }

    /** Its standard error. */
    public InputStream err() {
        return errors.reader();
    }

    /**
     * Waits for its end, which comes only when its output is read.
     *
     * @return 0 to 255; -1 if a signal or a broken connection ended it
     */
    public int exitStatus() throws InterruptedException {
        errors.awaitEnd();
        return channel.getExitStatus();
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        streams.setReadTimeout(milliseconds);
        errors.setReadTimeout(milliseconds);
    }

    @Override
    public void close() {
        errors.abandon();
        streams.close();
    }
}

package io.jenkins.plugins.deployer.host;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream to an engine through a command on its host. Where the engine should have spoken and the command has ended
 * instead, reading fails with what the command said.
 */
final class DialStream implements ByteStream {
    private static final int LONGEST_COMPLAINT = 400;
    private static final int COMPLAINT_MILLIS = 2_000;

    private final SshCommand command;
    private final String host;
    private final String socket;
    private final Runnable works;
    private final Runnable ended;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final InputStream in;

    DialStream(SshCommand command, String host, String socket, Runnable works, Runnable ended) {
        this.command = command;
        this.host = host;
        this.socket = socket;
        this.works = works;
        this.ended = ended;
        in = new FilterInputStream(command.in()) {
            private boolean spoken;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (!spoken && count < 0) {
                    throw failed();
                }
                if (!spoken && count > 0) {
                    spoken = true;
                    works.run();
                }
                return count;
            }
        };
    }

    private EngineException failed() throws IOException {
        command.setReadTimeout(COMPLAINT_MILLIS);
        byte[] said = command.err().readNBytes(LONGEST_COMPLAINT);
        String complaint = new String(said, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        String both = host + " does not forward to its socket " + socket + ", and its docker client";
        if (complaint.contains("permission denied")) {
            return EngineException.lasting(
                    both + " may not open it either: add the user to the group that owns it (usually docker) there ("
                            + complaint + ")",
                    null);
        }
        if (complaint.contains("not found")) {
            return EngineException.passing(
                    both
                            + " is missing. Is the Docker engine there running, may this user open the socket, and does sshd"
                            + " allow AllowStreamLocalForwarding? (" + complaint + ")",
                    null);
        }
        return EngineException.passing(
                both + " does not reach the engine either; is the Docker engine there running? ("
                        + (complaint.isEmpty() ? "it said nothing" : complaint) + ")",
                null);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return command.out();
    }

    @Override
    public void setReadTimeout(int milliseconds) {
        command.setReadTimeout(milliseconds);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            command.close();
            ended.run();
        }
    }
}

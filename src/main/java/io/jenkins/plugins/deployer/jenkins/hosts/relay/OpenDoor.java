package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import io.jenkins.plugins.deployer.host.ByteStream;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.EngineStreams;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The door on the controller. A daemon thread for each connection reads what the engine says; when the door is closed, all
 * connections end.
 */
final class OpenDoor implements EngineDoor, AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_CONNECTIONS = 50;

    private final Channel channel;
    private final EngineStreams streams;
    private final Consumer<String> lines;
    private final Set<ByteStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile Optional<EngineException> trouble = Optional.empty();

    OpenDoor(Channel channel, EngineStreams streams, Consumer<String> lines) {
        this.channel = channel;
        this.streams = streams;
        this.lines = lines;
    }

    /** Why the engine could not be reached: the client only sees a socket that says nothing. */
    Optional<EngineException> trouble() {
        return trouble;
    }

    @Override
    public FarEnd open(NearEnd near) throws IOException, InterruptedException {
        if (closed || open.size() >= MOST_CONNECTIONS) {
            throw new IOException("the door to the engine is closed");
        }
        ByteStream engine;
        try {
            engine = streams.open();
        } catch (EngineException e) {
            trouble = Optional.of(e);
            throw new IOException(e.getMessage());
        }
        open.add(engine);
        if (closed) {
            end(engine);
        }
        Thread reader = new Thread(() -> read(engine, near), "engine for the docker client of " + channel.getName());
        reader.setDaemon(true);
        reader.start();
        return channel.export(FarEnd.class, new Engine(engine));
    }

    private void read(ByteStream engine, NearEnd near) {
        byte[] bytes = new byte[CHUNK];
        try (InputStream in = engine.in()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!near.received(Arrays.copyOf(bytes, count))) {
                    break;
                }
            }
            near.ended("");
        } catch (IOException | RuntimeException e) {
            // The connection has broken, or the agent is gone, which throws what it likes.
            end(engine);
        }
    }

    @Override
    public void said(String line) {
        lines.accept(FarAnswer.brief(line));
    }

    private void end(ByteStream engine) {
        open.remove(engine);
        engine.close();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(this::end);
    }

    private final class Engine implements FarEnd {
        private final ByteStream engine;

        Engine(ByteStream engine) {
            this.engine = engine;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            engine.out().write(bytes);
            engine.out().flush();
        }

        @Override
        public void finish() throws IOException {
            engine.out().close();
        }

        @Override
        public void close() {
            end(engine);
        }
    }
}

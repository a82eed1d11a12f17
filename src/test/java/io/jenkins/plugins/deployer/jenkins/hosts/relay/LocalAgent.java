package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.service.ClientRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** An agent in this process, whose calls fail like those over a channel that broke once it is killed. */
public final class LocalAgent implements DeployAgent {
    private final String name;
    private final List<Runnable> watchers = new ArrayList<>();
    private final List<FarSocket> sockets = new ArrayList<>();
    private CountDownLatch answering = new CountDownLatch(0);
    private int opened;
    private boolean gone;

    public LocalAgent(String name) {
        this.name = name;
    }

    /** Holds back its next answers until the latch is at zero. */
    void answeringAfter(CountDownLatch latch) {
        answering = latch;
    }

    /** As when its process is killed: its connections end, and nothing can be asked of it. */
    public void kill() {
        List<Runnable> told;
        synchronized (this) {
            gone = true;
            told = List.copyOf(watchers);
            sockets.forEach(FarSocket::close);
        }
        told.forEach(Runnable::run);
    }

    /** How many connections it was asked for. */
    public synchronized int opened() {
        return opened;
    }

    synchronized int watchers() {
        return watchers.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FarAnswer open(FarAddress address, NearEnd near, int timeout) throws IOException, InterruptedException {
        count();
        FarAddress copied = copy(address);
        try {
            FarSocket socket = FarSocket.connect(copied, calls(near), timeout);
            keep(socket);
            socket.start("relay of " + name, () -> {});
            answering.await();
            return FarAnswer.connected(calls(socket));
        } catch (IOException e) {
            return copy(FarAnswer.failed(FarFault.of(e, copied), e.getMessage()));
        }
    }

    @Override
    public void run(ClientRun run, String configuration, EngineStreams streams, Consumer<String> lines)
            throws IOException, InterruptedException {
        count();
        FarClient.run(copy(run), configuration, streams::open, lines);
    }

    private synchronized void count() throws IOException {
        throwIfGone();
        opened++;
    }

    private synchronized void keep(FarSocket socket) {
        sockets.add(socket);
    }

    @Override
    public synchronized Runnable whenGone(Runnable task) {
        if (gone) {
            task.run();
        }
        watchers.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Runnable task) {
        watchers.remove(task);
    }

    private synchronized void throwIfGone() throws IOException {
        if (gone) {
            throw new IOException("the channel is closed");
        }
    }

    private NearEnd calls(NearEnd near) {
        return new NearEnd() {
            @Override
            public boolean received(byte[] bytes) throws IOException {
                throwIfGone();
                return near.received(bytes);
            }

            @Override
            public void ended(String fault) throws IOException {
                throwIfGone();
                near.ended(fault);
            }
        };
    }

    private FarEnd calls(FarEnd far) {
        return new FarEnd() {
            @Override
            public void send(byte[] bytes) throws IOException {
                throwIfGone();
                far.send(bytes);
            }

            @Override
            public void finish() throws IOException {
                throwIfGone();
                far.finish();
            }

            @Override
            public void close() throws IOException {
                throwIfGone();
                far.close();
            }
        };
    }

    /** As it arrives on another machine. */
    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T copy(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(value);
            return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}

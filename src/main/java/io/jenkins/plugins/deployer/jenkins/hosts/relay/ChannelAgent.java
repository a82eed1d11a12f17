package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import hudson.remoting.Future;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.service.ClientRun;
import io.jenkins.plugins.deployer.service.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An agent that is connected now. */
public record ChannelAgent(String name, Channel channel) implements DeployAgent {
    /** How much longer than its client an agent may take: it may have to load classes. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    @Override
    public FarAnswer open(FarAddress address, NearEnd near, int timeout) throws IOException, InterruptedException {
        return channel.call(new OpenFarSocket(address, channel.export(NearEnd.class, near), timeout));
    }

    @Override
    public void run(ClientRun run, String configuration, EngineStreams streams, Consumer<String> lines)
            throws IOException, InterruptedException {
        try (OpenDoor door = new OpenDoor(channel, streams, lines)) {
            FarClientAnswer answer = answer(run, configuration, door);
            if (!answer.trouble().isEmpty()) {
                if (door.trouble().isPresent()) {
                    throw door.trouble().get();
                }
                throw new ServiceException("on the deploy agent " + name + ": " + FarAnswer.brief(answer.trouble()));
            }
        }
    }

    private FarClientAnswer answer(ClientRun run, String configuration, OpenDoor door)
            throws EngineException, InterruptedException {
        try {
            Future<FarClientAnswer> answer =
                    channel.callAsync(new RunFarClient(run, configuration, channel.export(EngineDoor.class, door)));
            try {
                return answer.get(run.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                answer.cancel(true);
            }
        } catch (IOException | ExecutionException e) {
            throw new EngineException(
                    "the docker client of the deploy agent " + name + " broke off: " + brief(e), 0, e);
        } catch (TimeoutException e) {
            throw new EngineException(
                    "the deploy agent " + name + " does not say what became of its docker client", 0, e);
        }
    }

    private static String brief(Exception e) {
        return FarAnswer.brief(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    @Override
    public Runnable whenGone(Runnable task) {
        Channel.Listener listener = new Channel.Listener() {
            @Override
            public void onClosed(Channel closed, IOException cause) {
                task.run();
            }
        };
        channel.addListener(listener);
        if (channel.isClosingOrClosed()) {
            task.run();
        }
        return () -> channel.removeListener(listener);
    }
}

package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import java.io.IOException;

/** An agent that is connected now. */
public record ChannelAgent(String name, Channel channel) implements DeployAgent {
    @Override
    public FarAnswer open(FarAddress address, NearEnd near, int timeout) throws IOException, InterruptedException {
        return channel.call(new OpenFarSocket(address, channel.export(NearEnd.class, near), timeout));
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

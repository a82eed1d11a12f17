package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import io.jenkins.plugins.deployer.service.ClientRun;
import java.io.IOException;
import jenkins.security.MasterToSlaveCallable;

/** Has an agent run its docker client, which ends with the channel. */
final class RunFarClient extends MasterToSlaveCallable<FarClientAnswer, InterruptedException> {
    private static final long serialVersionUID = 1L;

    private final ClientRun run;
    private final String configuration;
    private final EngineDoor door;

    /**
     * @param configuration of the docker client
     * @param door exported over the channel
     */
    RunFarClient(ClientRun run, String configuration, EngineDoor door) {
        this.run = run;
        this.configuration = configuration;
        this.door = door;
    }

    @Override
    public FarClientAnswer call() throws InterruptedException {
        try {
            Channel channel = getOpenChannelOrFail();
            EndWithChannel end = new EndWithChannel(Thread.currentThread());
            channel.addListener(end);
            try {
                FarClient.run(run, configuration, () -> FarStream.open(door, channel), door::said);
            } finally {
                channel.removeListener(end);
            }
            return new FarClientAnswer("");
        } catch (IOException e) {
            return new FarClientAnswer(FarAnswer.brief(e.getMessage()));
        }
    }

    /** Nobody would let the client in any more. */
    private static final class EndWithChannel extends Channel.Listener {
        private final Thread client;

        EndWithChannel(Thread client) {
            this.client = client;
        }

        @Override
        public void onClosed(Channel channel, IOException cause) {
            client.interrupt();
        }
    }
}

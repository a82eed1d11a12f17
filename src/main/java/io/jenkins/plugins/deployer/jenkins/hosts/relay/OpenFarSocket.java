package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import hudson.remoting.Channel;
import java.io.IOException;
import jenkins.security.MasterToSlaveCallable;

/** Has an agent connect. What it leaves there is one thread and one socket, which end with the connection or the channel. */
final class OpenFarSocket extends MasterToSlaveCallable<FarAnswer, RuntimeException> {
    private static final long serialVersionUID = 1L;

    private final FarAddress address;
    private final NearEnd near;
    private final int timeout;

    /**
     * @param near exported over the channel
     * @param timeout milliseconds
     */
    OpenFarSocket(FarAddress address, NearEnd near, int timeout) {
        this.address = address;
        this.near = near;
        this.timeout = timeout;
    }

    @Override
    public FarAnswer call() {
        try {
            Channel channel = getOpenChannelOrFail();
            FarSocket socket = FarSocket.connect(address, near, timeout);
            EndWithChannel end = new EndWithChannel(socket);
            channel.addListener(end);
            socket.start("deployer to " + address, () -> channel.removeListener(end));
            if (channel.isClosingOrClosed()) {
                socket.close();
            }
            return FarAnswer.connected(channel.export(FarEnd.class, socket));
        } catch (IOException e) {
            return FarAnswer.failed(FarFault.of(e, address), e.getMessage());
        }
    }

    /** Nobody could end the connection any more. */
    private static final class EndWithChannel extends Channel.Listener {
        private final FarSocket socket;

        EndWithChannel(FarSocket socket) {
            this.socket = socket;
        }

        @Override
        public void onClosed(Channel channel, IOException cause) {
            socket.close();
        }
    }
}

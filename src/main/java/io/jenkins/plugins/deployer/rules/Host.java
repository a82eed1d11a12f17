package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A named place where services run. */
public sealed interface Host {
    /** The name in the rules. */
    String name();

    /** The label of the deploy agents that hold the conversation with the host; empty: whoever runs the engine. */
    Optional<String> via();

    /**
     * A Docker engine, usually a Swarm manager.
     *
     * @param endpoint {@code ssh://}, {@code tcp://}, {@code unix://}, {@code context:NAME} or {@code default}
     */
    record Docker(String name, Optional<String> via, String endpoint) implements Host {}

    /**
     * A host reached by SSH that runs unikernels under Solo5.
     *
     * @param endpoint {@code ssh://[USER@]HOST[:PORT]}
     * @param directory the absolute directory on the host that holds the unikernels
     * @param redeploy the command line that restarts a unikernel; empty for the default one
     */
    record Solo5(String name, Optional<String> via, URI endpoint, String directory, List<String> redeploy)
            implements Host {}

    /**
     * An Albatross server.
     *
     * @param endpoint {@code HOST:PORT} or {@code unix:///DIRECTORY}
     * @param domain the path of policies that unikernels live under; empty for the root
     */
    record Albatross(String name, Optional<String> via, String endpoint, String domain) implements Host {}
}

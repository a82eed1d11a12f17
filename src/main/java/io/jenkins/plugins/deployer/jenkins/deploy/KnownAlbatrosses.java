package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Albatross servers that were talked to last: what one was found to speak is not asked again for each step of a
 * deployment. One that is reached in another way is another one. Safe for use by several threads.
 */
final class KnownAlbatrosses {
    private static final int MOST = 64;

    private final Path directory;
    private final Map<Known, AlbatrossHost> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, AlbatrossHost> eldest) {
            return size() > MOST;
        }
    };

    private record Known(Host.Albatross host, HostReach reach) {}

    /** @param directory for what is kept of previous unikernels */
    KnownAlbatrosses(Path directory) {
        this.directory = directory;
    }

    /** @throws UnikernelHostException if the login does not fit the host */
    synchronized AlbatrossHost of(Host.Albatross host, HostReach reach) throws UnikernelHostException {
        Known key = new Known(host, reach);
        AlbatrossHost there = known.get(key);
        if (there == null) {
            there = AlbatrossHost.of(host, reach, directory);
            known.put(key, there);
        }
        return there;
    }
}

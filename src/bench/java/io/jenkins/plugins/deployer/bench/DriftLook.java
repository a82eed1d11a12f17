package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.jenkins.drift.HostDrift;
import io.jenkins.plugins.deployer.jenkins.drift.PlayedHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One look for drift at 500 services on 20 hosts, whose engines are played: what it costs the controller and how often it connects. */
final class DriftLook implements Row {
    private static final int HOSTS = 20;
    private static final int SERVICES = 25;

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Path directory = world.docker().directory("drift");
        List<Long> taken = new ArrayList<>();
        int most = 0;
        for (int i = 0; i < runs; i++) {
            try (PlayedHosts hosts =
                    new PlayedHosts(directory.resolve(Integer.toString(i)), HOSTS, SERVICES, Duration.ofMinutes(1))) {
                long start = System.nanoTime();
                List<HostDrift> found = hosts.look();
                taken.add(System.nanoTime() - start);
                most = Math.max(most, hosts.connections());
                check(found);
            }
        }
        return List.of(
                Line.limited(
                        "Look for drift: connections for 500 services on 20 hosts",
                        Integer.toString(most),
                        Integer.toString(HOSTS),
                        most == HOSTS),
                Line.plain(
                        "The same: time",
                        String.format(
                                Locale.ROOT,
                                "%.0f ms",
                                taken.stream()
                                                .sorted()
                                                .skip(runs / 2)
                                                .findFirst()
                                                .orElseThrow()
                                        / 1e6)));
    }

    private static void check(List<HostDrift> found) throws IOException {
        int services = found.stream().mapToInt(host -> host.services().size()).sum();
        if (found.size() != HOSTS || services != HOSTS * SERVICES) {
            throw new IOException("Only " + services + " services on " + found.size() + " hosts were looked at");
        }
    }

    @Override
    public String notes() {
        return "20 engines that are played in the same process, with 25 services each, over plain TCP on the loopback interface. Each"
                + " is asked for its version, its services and its tasks.";
    }
}

package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Twenty services of one host brought to a new version. */
final class TwentyServices implements Row {
    private final String monitor;

    /** @param monitor the services' monitor period, for example {@code 1s} */
    TwentyServices(String monitor) {
        this.monitor = monitor;
    }

    @Override
    public String name() {
        return "twenty";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        List<String> services =
                IntStream.rangeClosed(1, 20).mapToObj(i -> "twenty-" + i).toList();
        Project project = world.project("acme/twenty", 0);
        Path rules = world.rules("acme/twenty", services);
        PushedImage other = world.docker().push(TestImage.serving("by hand"));
        Services.create(world, monitor, services, other);
        project.push("live", "first");
        world.deployer(rules, "acme/twenty").run();
        Program loop = world.shell("for i in $(seq 20); do docker --host \"$HOST\" service update --quiet --image "
                + other.byDigest() + " twenty-$i; done");
        Samples ours = new Samples();
        Samples shell = new Samples();
        for (int run = 1; run <= runs; run++) {
            shell.add(loop.run());
            project.push("live", "first");
            ours.add(world.deployer(rules, "acme/twenty").run());
        }
        return List.of(Line.compared(
                "20 services on one SSH host", ours, "a shell loop of `docker service update`", shell, 0.1));
    }

    @Override
    public String notes() {
        return "One replica each, monitor " + monitor + ". The image is built and published already; the deployer's"
                + " time is that of the whole command, with looking up the head and publishing.";
    }
}

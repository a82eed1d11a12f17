package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A commit on {@code live} whose tree nobody built, until all replicas run it. */
final class ColdBuild implements Row {
    private static final int WORK_SECONDS = 10;

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Project project = world.project("acme/cold", WORK_SECONDS);
        Path rules = world.rules("acme/cold", List.of("cold"));
        Services.create(
                world, "5s", List.of("cold", "cold-by-hand"), world.docker().push(TestImage.serving("first")));
        Samples oursLive = new Samples();
        Samples oursEnd = new Samples();
        Samples shellLive = new Samples();
        Samples shellEnd = new Samples();
        for (int run = 1; run <= runs; run++) {
            project.push("live", "deployed " + run);
            Watch ours = Watch.begin(world.swarm(), "cold");
            oursEnd.add(world.deployer(rules, "acme/cold").run());
            oursLive.add(ours.live());

            project.write("by hand " + run);
            Watch shell = Watch.begin(world.swarm(), "cold-by-hand");
            shellEnd.add(world.shell(Services.byHand(project, "cold-by-hand")).run());
            shellLive.add(shell.live());
        }
        return List.of(
                Line.compared(
                        "Commit on `live` until its digest runs, cold build",
                        oursLive,
                        "typed in a shell",
                        shellLive,
                        1.05),
                Line.compared("The same, until the command ends", oursEnd, "typed in a shell", shellEnd));
    }

    @Override
    public String notes() {
        return "The Dockerfile works for " + WORK_SECONDS + " s after the line that changed; one replica, order"
                + " stop-first, monitor 5 s. In the shell: `docker build`, `docker push` and `docker service update`"
                + " over SSH, in a clone that is up to date; the deployer looks up the head, fetches it, builds, stages,"
                + " publishes and deploys over SSH. \"Runs\" is what a third party reads from the engine every 50 ms."
                + " Both commands end when the monitor period is over.";
    }
}

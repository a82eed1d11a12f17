package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A commit on {@code live} until all replicas run it: with a tree that nobody built, with one that was built for a
 * branch, and as somebody types it.
 */
final class PushToLive implements Row {
    private static final int WORK_SECONDS = 10;

    private final Side cold = new Side();
    private final Side built = new Side();
    private final Side shell = new Side();

    @Override
    public String name() {
        return "push";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Project project = world.project("acme/push", WORK_SECONDS);
        Path rules = world.rules("acme/push", List.of("push"));
        Services.create(world, "5s", List.of("push", "by-hand"), world.docker().push(TestImage.serving("first")));
        Program deployer = world.deployer(rules, "acme/push");
        Program byHand = world.shell(Services.byHand(project, "by-hand"));
        project.push("live", "page 0");
        deployer.run();
        project.push("feature", "page 1");
        world.deployer(rules, "--branch", "feature", "acme/push").run();
        for (int run = 1; run <= runs; run++) {
            project.push("live", "never built " + run);
            cold.add(world.swarm(), "push", deployer);
            project.write("by hand " + run);
            shell.add(world.swarm(), "by-hand", byHand);
            project.push("live", "page " + run % 2);
            built.add(world.swarm(), "push", deployer);
        }
        return List.of(
                Line.compared(
                        "Commit on `live` until its digest runs, cold build",
                        cold.live,
                        "typed in a shell",
                        shell.live,
                        1.05),
                Line.compared("The same, until the command ends", cold.end, "typed in a shell", shell.end),
                Line.compared(
                        "Commit on `live` until its digest runs, tree already built on a branch",
                        built.live,
                        "the same shell script",
                        shell.live,
                        0.3),
                Line.compared("The same, until the command ends", built.end, "the same shell script", shell.end));
    }

    @Override
    public String notes() {
        return "The Dockerfile works for " + WORK_SECONDS + " s after the line that changed; one replica, order"
                + " stop-first, monitor 5 s. In the shell: `docker build`, `docker push` and `docker service update`"
                + " over SSH, in a clone that is up to date; the deployer looks up the head, fetches it, builds, stages,"
                + " publishes and deploys over SSH. \"Runs\" is what a third party reads from the engine every 50 ms;"
                + " the commands end when the monitor period is over. A script has to build even what was built on a"
                + " branch, as its agent cannot know whose image of that tree it may trust.";
    }

    /** One of the three ways. */
    private static final class Side {
        private final Samples live = new Samples();
        private final Samples end = new Samples();

        void add(Swarm swarm, String service, Program program) throws IOException, InterruptedException {
            Watch watch = Watch.begin(swarm, service);
            end.add(program.run());
            live.add(watch.live());
        }
    }
}

package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A commit on {@code live} whose tree was built before, until all replicas run it. */
final class BuiltAlready implements Row {
    private static final int WORK_SECONDS = 10;

    @Override
    public String name() {
        return "built";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Project project = world.project("acme/built", WORK_SECONDS);
        Path rules = world.rules("acme/built", List.of("built"));
        Services.create(
                world, "5s", List.of("built", "built-by-hand"), world.docker().push(TestImage.serving("first")));
        for (String page : List.of("page 1", "page 0")) {
            project.push("live", page);
            world.deployer(rules, "acme/built").run();
        }
        Samples oursLive = new Samples();
        Samples oursEnd = new Samples();
        Samples shellLive = new Samples();
        Samples shellEnd = new Samples();
        for (int run = 1; run <= runs; run++) {
            project.push("live", "page " + run % 2);
            Watch ours = Watch.begin(world.swarm(), "built");
            oursEnd.add(world.deployer(rules, "acme/built").run());
            oursLive.add(ours.live());

            project.write("by hand " + run);
            Watch shell = Watch.begin(world.swarm(), "built-by-hand");
            shellEnd.add(world.shell(Services.byHand(project, "built-by-hand")).run());
            shellLive.add(shell.live());
        }
        return List.of(
                Line.compared(
                        "The same, tree already built on a branch", oursLive, "the same shell script", shellLive, 0.3),
                Line.compared("The same, until the command ends", oursEnd, "the same shell script", shellEnd));
    }

    @Override
    public String notes() {
        return "The commits are new, their trees were built for earlier commits of the branch. A script has to build,"
                + " as its agent cannot know whose image of that tree it may trust.";
    }
}

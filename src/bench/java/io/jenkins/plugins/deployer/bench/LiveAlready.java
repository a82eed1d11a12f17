package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is live already, deployed once more: nothing is to be changed. */
final class LiveAlready implements Row {
    @Override
    public String name() {
        return "live";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        Project project = world.project("acme/live", 0);
        Path rules = world.rules("acme/live", List.of("live"));
        Services.create(world, "1s", List.of("live"), world.docker().push(TestImage.serving("first")));
        project.push("live", "first");
        Program deployer = world.deployer(rules, "acme/live");
        deployer.run();
        String version = world.docker().run("service", "inspect", "--format", "{{.Version.Index}}", "live");
        Program inspect = world.shell("docker --host \"$HOST\" service inspect live");
        Program jar = world.deployerJar(rules, "acme/live");
        world.archive(rules, "acme/live");
        Program quick = world.archivedDeployer(rules, "acme/live");
        Samples ours = new Samples();
        Samples shell = new Samples();
        Samples jars = new Samples();
        Samples quickly = new Samples();
        Samples inside = new Samples();
        String image = world.docker().registry().address() + "/acme/live:live";
        try (RunningEngine engine = new RunningEngine(world.docker().sshEndpoint())) {
            engine.deploy("live", image, Outcome.UNCHANGED);
            for (int run = 1; run <= runs; run++) {
                ours.add(deployer.run());
                shell.add(inspect.run());
                jars.add(jar.run());
                quickly.add(quick.run());
                inside.add(engine.deploy("live", image, Outcome.UNCHANGED));
            }
        }
        String after = world.docker().run("service", "inspect", "--format", "{{.Version.Index}}", "live");
        if (!after.equals(version)) {
            throw new IOException("Deploying what is live already updated the service");
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.compared(
                "Deploy what is live already, in a running engine",
                inside,
                "`docker service inspect` over SSH",
                shell,
                1.0));
        lines.add(Line.compared("The same, as the command `deployer`", ours, "the same", shell, 2.0));
        lines.add(Line.compared("The same, with an archive of its classes", quickly, "the same", shell, 2.0));
        lines.add(Line.compared("The same, as `java -jar deployer.jar`", jars, "the same", shell, 2.0));
        return lines;
    }

    @Override
    public String notes() {
        return "Nothing is updated: the service's version stays. The running engine has its SSH connection already, as it"
                + " keeps one per host, and resolves the tag; the command makes one, and looks up the head and what was"
                + " built before. What the command takes is mostly Java's start, which loads thousands of classes and"
                + " runs them uncompiled. The program `deployer` has its JVM compile quickly rather than well, and takes"
                + " its classes from an archive if one was made (docs/testing-locally.md).";
    }
}

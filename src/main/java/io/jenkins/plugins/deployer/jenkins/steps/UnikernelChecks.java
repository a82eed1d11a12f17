package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Checks the unikernels of builds, by the rules as they are now. Done by the controller, as it is the controller's word that a
 * branch would deploy. Blocks.
 */
final class UnikernelChecks {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private UnikernelChecks() {}

    /**
     * Looks at what is in a registry, unless it is known to be what is asked for.
     *
     * @throws IOException with one sentence if it is not
     */
    static void check(StepContext context, String key, ImageName image) throws IOException, InterruptedException {
        BuildTask build = AgentBuild.planned(context.get(Run.class), key).task();
        Optional<BuildCheck> check = of(context, key);
        if (check.isEmpty()) {
            return;
        }
        PrintStream log = context.get(TaskListener.class).getLogger();
        RegistryClient registries = new RegistryClient(new ConfiguredLogins(), Set.of(), log::println);
        Staging staging = new Staging(registries, DeployerHome.builds(build.key()));
        if (staging.isChecked(build.key(), image, check.get().fingerprint())) {
            return;
        }
        check.get()
                .on(new HostsNow(build, log))
                .check(new ImageFiles(registries), image, DeployerHome.checking(), Deadline.in(PATIENCE))
                .forEach(log::println);
        staging.addChecked(build.key(), image, check.get().fingerprint());
    }

    /**
     * The same for what is in no registry.
     *
     * @param source what the agent says
     */
    static void check(StepContext context, String key, BuildCheck.Source source)
            throws IOException, InterruptedException {
        Optional<BuildCheck> check = of(context, key);
        if (check.isPresent()) {
            BuildTask build = AgentBuild.planned(context.get(Run.class), key).task();
            PrintStream log = context.get(TaskListener.class).getLogger();
            check.get().on(new HostsNow(build, log)).check(source).forEach(log::println);
        }
    }

    private static Optional<BuildCheck> of(StepContext context, String key) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        PlannedTask<BuildTask> planned = AgentBuild.planned(run, key);
        if (planned.task().binaries().isEmpty()) {
            return Optional.empty();
        }
        return BuildCheck.of(planned.task(), Gate.of(run, planned.resource()).mayBuild());
    }
}

package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Asks the hosts that a build would be deployed on whether it would fit. One that cannot be asked fails no build: the log says
 * so.
 */
final class HostsNow implements BuildCheck.Hosts {
    private final BuildTask build;
    private final PrintStream log;

    HostsNow(BuildTask build, PrintStream log) {
        this.build = build;
        this.log = log;
    }

    @Override
    public List<String> misfits(UnikernelDeployment rule, Unikernel unikernel) throws InterruptedException {
        UnikernelTarget target = build.recipe().unikernel().orElseThrow();
        WantedUnikernel wanted =
                new WantedUnikernel(target, build.architecture(), Optional.empty(), UnikernelSetUp.of(rule));
        try {
            UnikernelHost host = ControllerDeployments.unikernels(rule.host());
            return host.misfits(rule.unikernel(), wanted, unikernel, host.look(rule.unikernel()));
        } catch (UnikernelHostException e) {
            log.println(
                    "Whether " + unikernel.name() + " would fit as " + rule + " is not known now: " + e.getMessage());
            return List.of();
        }
    }
}

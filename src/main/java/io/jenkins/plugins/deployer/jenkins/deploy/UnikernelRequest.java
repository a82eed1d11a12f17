package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.hosts.HostConnections;
import io.jenkins.plugins.deployer.jenkins.trust.AllowedUnikernel;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What one step {@code deployUnikernel} asks for, once the rules were asked. */
final class UnikernelRequest extends DeployRequest {
    private final DeployUnikernelStep step;

    UnikernelRequest(DeployUnikernelStep step, Run<?, ?> run, TaskListener listener, String id) {
        super(step, step.getUnikernel(), run, listener, id);
        this.step = step;
    }

    @Override
    String function() {
        return "deployUnikernel";
    }

    @Override
    boolean isOwnEndpoint() {
        return Gate.isUnikernelEndpoint(step.getHost());
    }

    @Override
    Optional<String> ownWords() {
        return step.getCredentialsId().isEmpty()
                        && step.getHostKey().isEmpty()
                        && step.getDirectory().isEmpty()
                ? Optional.empty()
                : Optional.of("credentialsId, hostKey and directory are");
    }

    @Override
    DeployStepExecution.Asked onOwnEndpoint() throws IOException, InterruptedException {
        if (step.getImage().isEmpty()) {
            throw new AbortException("deployUnikernel: an endpoint of the Pipeline's own needs an image");
        }
        ImageName image = ImageName.parse(step.getImage());
        UnikernelWords words = UnikernelWords.of(step.words());
        UnikernelDeployment asRule = words.asRule(step.getUnikernel(), host());
        WantedUnikernel wanted = words.wanted(asRule);
        Gate.mayUseOwn(run, step.getHost(), step.getCredentialsId());
        ServiceRequest request = request(image, asRule.health(), asRule.url(), asRule.settle());
        DeployHost host = new DeployHost(asRule.host(), Optional.of(ownAccess()));
        return new DeployStepExecution.Asked(
                underWay(request, host).withUnikernel(wanted), Optional.empty(), Optional.empty());
    }

    private Host host() {
        if (!step.getHost().startsWith("ssh://")) {
            return new Host.Albatross(step.getHost(), Optional.empty(), step.getHost(), "");
        }
        if (step.getDirectory().isEmpty()) {
            throw new IllegalArgumentException(
                    "a Solo5 host of the Pipeline's own needs the directory that its" + " unikernels are in");
        }
        return new Host.Solo5(
                step.getHost(), Optional.empty(), URI.create(step.getHost()), step.getDirectory(), List.of());
    }

    @Override
    DeployStepExecution.Asked byTheRules() throws IOException, InterruptedException {
        UnikernelWords words = UnikernelWords.of(step.words());
        Optional<ImageName> image =
                Optional.of(step.getImage()).filter(text -> !text.isEmpty()).map(ImageName::parse);
        Optional<DeployAgain> again = DeployAgain.find(run);
        Gate.Permit<AllowedUnikernel> permit = again.isPresent()
                ? again.get().permitUnikernel(run, step.getHost(), step.getUnikernel(), image)
                : Gate.mayDeployUnikernel(run, step.getHost(), step.getUnikernel(), image);
        AllowedUnikernel allowed = permit.rule();
        UnikernelDeployment rule = allowed.deployment();
        Optional<String> contradiction = words.contradiction(allowed.build(), rule);
        if (contradiction.isPresent()) {
            throw new Refused("The job \"" + run.getParent().getFullName() + "\" may not deploy " + rule + " so: "
                    + contradiction.get() + "; leave it out of the step, or change the rule in "
                    + permit.rules().place());
        }
        ServiceRequest request = request(
                        allowed.image(),
                        rule.health().or(this::stepHealth),
                        rule.url().or(this::stepUrl),
                        rule.settle())
                .withOrigin(again.isPresent() ? again.get().origin() : origin(permit.source()))
                .withRules(permit.rules().revision());
        HostConnections.get().track(run, rule.host());
        UnderWay asked = underWay(request, DeployHost.ofRules(rule.host()))
                .withUnikernel(UnikernelWords.wanted(allowed.build(), rule));
        return again.isPresent()
                ? again.get().asked(asked, rule.slack())
                : inItsLane(asked, permit.source(), rule.slack());
    }
}

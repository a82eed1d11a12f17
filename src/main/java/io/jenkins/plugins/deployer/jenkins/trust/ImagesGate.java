package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Run;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.util.Optional;

/**
 * Where deployments of somebody else's image pass: those of runs of the generated job, and of nothing else. May ask the SCM
 * of the rules library, so not for a CPS VM thread.
 */
public final class ImagesGate {
    private ImagesGate() {}

    /**
     * What allows a run to deploy.
     *
     * @param rules which have the rule
     */
    public record Permit(RulesAt rules, AllowedImage rule) {}

    /**
     * Whether a run of the generated job may deploy an image, by the rules as they are now.
     *
     * @param image by tag and digest
     * @throws Refused if the plugin did not start it for just that, or the rules do not say so any longer
     * @throws IOException if the rules cannot be read now
     */
    public static Permit mayDeploy(Run<?, ?> run, ServiceOnHost service, ImageName image)
            throws IOException, InterruptedException {
        Optional<ImageName> noted = PermittedImages.of(run, service);
        return permit(service, (policy, rule) -> policy.image(rule, noted, image));
    }

    /**
     * Whether a run of the generated job may deploy an image that was live as this service before.
     *
     * @throws Refused if who started it may not, or the rules do not have the image any longer
     * @throws IOException if the rules cannot be read now
     */
    public static Permit mayDeployAgain(Run<?, ?> run, ServiceOnHost service, ImageName image)
            throws IOException, InterruptedException {
        ImagesJob.requireStarters(run);
        return permit(service, (policy, rule) -> policy.former(rule, image));
    }

    private interface Question {
        void ask(ImagesPolicy policy, AllowedImage rule) throws RefusedByRules;
    }

    private static Permit permit(ServiceOnHost service, Question question) throws IOException, InterruptedException {
        RulesAt rules = TrustedRules.get().read(Optional.empty());
        ImagesPolicy policy = new ImagesPolicy(rules);
        try {
            AllowedImage rule = policy.service(service.host(), service.name());
            question.ask(policy, rule);
            return new Permit(rules, rule);
        } catch (RefusedByRules e) {
            throw new Refused(e);
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.Progress;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github.config.GitHubPluginConfig;
import org.jenkinsci.plugins.github.extension.GHEventsSubscriber;
import org.jenkinsci.plugins.github.extension.GHSubscriberEvent;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.github.GHEvent;

/**
 * Runs a branch's job again when somebody presses a button of its check. GitHub shows buttons to those who may push, and a push
 * would do the same; the run that comes of it passes all guards, as it uses no force. Events that nobody signed could be
 * anybody's, who would so undo a roll-back: without a configured webhook secret buttons do nothing.
 */
@OptionalExtension(requirePlugins = {"github", "github-branch-source"})
public final class GitHubButtons extends GHEventsSubscriber {
    private static final Logger LOGGER = Logger.getLogger(GitHubButtons.class.getName());

    /** No webhooks are registered for it: an App has its own. */
    @Override
    protected boolean isApplicable(Item item) {
        return false;
    }

    @Override
    protected Set<GHEvent> events() {
        return Set.of(GHEvent.CHECK_RUN, GHEvent.CHECK_SUITE);
    }

    @Override
    @SuppressWarnings("try")
    protected void onEvent(GHSubscriberEvent event) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            PressedButton.of(event.getPayload())
                    .filter(GitHubButtons::isOurs)
                    .filter(button -> isSigned())
                    .ifPresent(GitHubButtons::pressed);
            RequestedSuite.of(event.getPayload()).filter(suite -> isSigned()).ifPresent(GitHubButtons::requested);
        }
    }

    /** The plugin github-checks runs again what has a check. */
    private static boolean isOurs(PressedButton pressed) {
        return pressed.button() == PressedButton.Button.REDEPLOY
                || Jenkins.get().getPlugin("github-checks") == null;
    }

    private static boolean isSigned() {
        boolean isSigned = Jenkins.get().getDescriptorByType(GitHubPluginConfig.class).getHookSecretConfigs().stream()
                .anyMatch(secret -> secret.getHookSecret() != null);
        if (!isSigned) {
            LOGGER.warning(
                    "Somebody pressed a button of a check on GitHub, which does nothing: without a shared secret for"
                            + " webhooks (Manage Jenkins, System, GitHub) it could be anybody");
        }
        return isSigned;
    }

    private static void pressed(PressedButton pressed) {
        boolean redeploys = pressed.button() == PressedButton.Button.REDEPLOY;
        Run<?, ?> run = Run.fromExternalizableId(pressed.run());
        if (run == null || source(run.getParent(), pressed.repository()).isEmpty() || redeploys && !deploys(run)) {
            LOGGER.warning(() -> "A button was pressed on GitHub for " + pressed.run() + " of " + pressed.repository()
                    + ", which is no such run of this controller any longer");
            return;
        }
        runAgain(run.getParent(), pressed.who(), redeploys);
    }

    /** Jobs that build another commit by now have no check of that one to show. */
    private static void requested(RequestedSuite suite) {
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            Optional<GitHubSCMSource> source = source(job, suite.repository());
            Run<?, ?> last = source.isEmpty() ? null : job.getLastBuild();
            if (last != null
                    && wantsPlan(last)
                    && GitHubProject.commit(source.get(), last).equals(Optional.of(suite.commit()))) {
                runAgain(job, suite.who(), false);
            }
        }
    }

    private static void runAgain(Job<?, ?> job, String who, boolean redeploys) {
        if (ParameterizedJobMixIn.scheduleBuild2(job, 0, new CauseAction(new PressedButtonCause(who, redeploys)))
                == null) {
            LOGGER.warning(() -> "A button was pressed on GitHub for " + job.getFullName()
                    + ", which cannot be run now: its branch is gone, or it is disabled");
        }
    }

    /** Empty if the job builds another repository. */
    private static Optional<GitHubSCMSource> source(Job<?, ?> job, String repository) {
        return SCMSource.SourceByItem.findSource(job) instanceof GitHubSCMSource source
                        && repository.equalsIgnoreCase(source.getRepoOwner() + "/" + source.getRepository())
                ? Optional.of(source)
                : Optional.empty();
    }

    private static boolean wantsPlan(Run<?, ?> run) {
        return DeployerRunAction.find(run)
                .filter(action -> action.record().wantsPlan())
                .isPresent();
    }

    private static boolean deploys(Run<?, ?> run) {
        return DeployerRunAction.find(run)
                .filter(action ->
                        !Progress.of(action.record(), End.NOT_YET).deployments().isEmpty())
                .isPresent();
    }
}

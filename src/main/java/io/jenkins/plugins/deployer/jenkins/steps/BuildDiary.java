package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.BuildKey;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Keeps on the run when a build began and what went wrong, for people. That this cannot be written is no reason for a build
 * to fail. Writes files.
 */
final class BuildDiary {
    private static final Logger LOGGER = Logger.getLogger(BuildDiary.class.getName());

    private final StepContext context;
    private final String key;

    BuildDiary(StepContext context, String key) {
        this.context = context;
        this.key = key;
    }

    void began() {
        note(action -> action.beginBuild(new BuildKey(key), log()));
    }

    /** An interruption says nothing of the build. */
    void failed(Throwable why) {
        if (!(why instanceof FlowInterruptedException)) {
            note(action -> action.addFailed(new BuildKey(key), Sentence.of(why).getMessage()));
        }
    }

    private Optional<URI> log() throws IOException, InterruptedException {
        String root = Jenkins.get().getRootUrl();
        String node = context.get(FlowNode.class).getUrl();
        return root == null ? Optional.empty() : Optional.of(URI.create(root + node + "log/"));
    }

    private interface Note {
        void make(DeployerRunAction action) throws IOException, InterruptedException;
    }

    private void note(Note note) {
        try {
            note.make(DeployerRunAction.of(context.get(Run.class)));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "a build could not be noted on its run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

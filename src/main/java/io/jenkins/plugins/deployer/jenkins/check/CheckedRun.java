package io.jenkins.plugins.deployer.jenkins.check;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.Progress;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.report.CheckText;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A run of this controller whose check is shown. */
final class CheckedRun implements CheckLetter.Subject {
    private static final Logger LOGGER = Logger.getLogger(CheckedRun.class.getName());

    private final Run<?, ?> run;
    private final Supplier<RunEnd> end;

    CheckedRun(Run<?, ?> run, Supplier<RunEnd> end) {
        this.run = run;
        this.end = end;
    }

    @Override
    public Shown now() {
        String root = Jenkins.get().getRootUrl();
        return new Shown(
                CheckText.of(Progress.of(
                        DeployerRunAction.of(run).record(), end.get().end())),
                run.getExternalizableId(),
                root == null ? Optional.empty() : Optional.of(URI.create(root + run.getUrl())),
                Instant.ofEpochMilli(run.getStartTimeInMillis()),
                Instant.now());
    }

    @Override
    public Optional<Board> board() throws IOException, InterruptedException {
        return CheckBoards.of(run);
    }

    @Override
    public Optional<String> recall(String name) {
        return DeployerRunAction.of(run).record().told(name);
    }

    @Override
    public void keep(String name, String what) {
        try {
            DeployerRunAction.of(run).addTold(name, what);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what the check of " + run + " needs could not be kept");
        }
    }

    @Override
    public void say(String line) {
        RunLog.say(run, line);
    }
}

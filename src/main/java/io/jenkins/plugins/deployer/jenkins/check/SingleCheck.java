package io.jenkins.plugins.deployer.jenkins.check;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.report.Check;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/** A check of a run's commit that is over when it is first shown, in one request. */
public final class SingleCheck implements CheckLetter.Subject {
    private final Run<?, ?> run;
    private final Check check;
    private final Instant at = Instant.now();
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    private SingleCheck(Run<?, ?> run, Check check) {
        this.run = run;
        this.check = check;
    }

    /** Has it shown in the background. */
    public static void show(Run<?, ?> run, Check check) {
        ControllerCourier.get()
                .send(
                        "check " + check.name() + " of " + run.getExternalizableId(),
                        new CheckLetter(new SingleCheck(run, check)));
    }

    @Override
    public Shown now() {
        String root = Jenkins.get().getRootUrl();
        return new Shown(
                check,
                run.getExternalizableId(),
                root == null ? Optional.empty() : Optional.of(URI.create(root + run.getUrl())),
                Instant.ofEpochMilli(run.getStartTimeInMillis()),
                at);
    }

    @Override
    public Optional<Board> board() throws IOException, InterruptedException {
        return CheckBoards.of(run);
    }

    @Override
    public Optional<String> recall(String name) {
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public void keep(String name, String what) {
        kept.put(name, what);
    }

    @Override
    public void say(String line) {
        RunLog.say(run, line);
    }
}

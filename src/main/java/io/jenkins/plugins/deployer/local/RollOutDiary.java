package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOuts;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Saves the states of roll-outs, and tells a person what happens. Safe for use by several threads. */
final class RollOutDiary implements RollOuts.Diary {
    private final SavedRollOuts saved;
    private final Map<String, Progress.Step> steps = new ConcurrentHashMap<>();
    private final Map<String, String> lastLines = new ConcurrentHashMap<>();

    RollOutDiary(SavedRollOuts saved) {
        this.saved = saved;
    }

    /** From now on, what happens to a request is told as this step. */
    void tellAs(Progress.Step step, ServiceRequest request) {
        steps.put(request.id(), step);
    }

    @Override
    public void save(RollOut state) {
        state.ending().ifPresent(ending -> lastLines.put(state.request().id(), lastLine(ending)));
        try {
            saved.save(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line of a roll-out is left to whoever ends the step. */
    @Override
    public void log(ServiceRequest request, String line) {
        if (!line.equals(lastLines.get(request.id()))) {
            steps.get(request.id()).update(line);
        }
    }

    static String lastLine(Ending ending) {
        return ending.outcome().label() + ": " + ending.reason();
    }
}

package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * Deploys a compose project on an engine without Swarm, with the docker client of this machine. Nobody goes on with it
 * after a crash; the same request again does, because what to go back to stands in the containers' labels. Blocks the
 * calling thread.
 */
public final class ComposeDeployment {
    private final RollOutMachine machine;
    private final RollOuts.Diary diary;

    /** @param client what the docker client needs in its environment to reach the host's engine */
    public ComposeDeployment(Surroundings outside, RollOuts.Diary diary, Map<String, String> client) {
        this.machine = new ServiceMachine(outside, ClientProcess.with(client));
        this.diary = Objects.requireNonNull(diary);
    }

    /**
     * Brings the project to the image, or back.
     *
     * @param request its service is the project's name
     * @return the last state
     * @throws IOException if the docker client, its plugin or the engine cannot do it; no container was changed then
     */
    public RollOut deploy(ServiceRequest request, ComposeFile file) throws IOException, InterruptedException {
        RollOut state = RollOut.begin(request, Project.of(Project.Kind.COMPOSE, file));
        while (!state.isEnded()) {
            Advance advance = machine.advance(state);
            state = advance.next();
            diary.save(state);
            advance.log().forEach(line -> diary.log(request, line));
            Thread.sleep(advance.after().toMillis());
        }
        Ending ending = state.ending().orElseThrow();
        if (ending.outcome() == Outcome.FAILED && state.failure().isEmpty()) {
            throw new ServiceException(ending.reason());
        }
        return state;
    }
}

package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Deploys a stack: the members that run our image are rolled out side by side, each as any service is, except that
 * one {@code docker stack deploy} makes the change for all of them, and creates those that are not there. Needs the
 * docker client of this machine. Blocks the calling thread.
 */
public final class StackDeployment {
    private final RollOutMachine machine;
    private final RollOuts.Diary diary;

    /** @param client what the docker client needs in its environment to reach the host's engine */
    public StackDeployment(Surroundings outside, RollOuts.Diary diary, Map<String, String> client) {
        this.machine = new ServiceMachine(outside, ClientProcess.with(client));
        this.diary = Objects.requireNonNull(diary);
    }

    /**
     * The first states of a stack's members.
     *
     * @param request asks for the whole stack: its service is the stack's name
     */
    public static List<RollOut> begin(ServiceRequest request, ComposeFile file) {
        return file.members().stream()
                .map(member -> RollOut.begin(request.asMember(UUID.randomUUID().toString(), member)))
                .toList();
    }

    /**
     * Brings all members to their ends. Given what the diary saved, goes on after a crash.
     *
     * @param request asks for the whole stack
     * @return the last states, in the order given
     * @throws IOException if the docker client cannot be run or the stack be deployed; nothing was changed then
     */
    public List<RollOut> deploy(ServiceRequest request, ComposeFile file, List<RollOut> members)
            throws IOException, InterruptedException {
        RollOut state = RollOut.begin(request, new Project(Project.Kind.STACK, file, members));
        List<RollOut> saved = members;
        while (!state.isEnded()) {
            Advance advance = machine.advance(state);
            state = advance.next();
            List<RollOut> now = state.project().orElseThrow().members();
            now.forEach(diary::save);
            saved = now;
            advance.log().forEach(line -> diary.log(members.get(0).request(), line));
            Thread.sleep(advance.after().toMillis());
        }
        if (saved.stream().noneMatch(RollOut::isEnded)) {
            throw new ServiceException(state.ending().orElseThrow().reason());
        }
        return saved;
    }
}

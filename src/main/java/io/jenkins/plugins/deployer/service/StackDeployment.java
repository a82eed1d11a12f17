package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/**
 * Deploys a stack: the members that run our image are rolled out side by side, each as any service is, except that
 * one {@code docker stack deploy} makes the change for all of them, and creates those that are not there. Needs the
 * docker client. Blocks the calling thread.
 */
public final class StackDeployment {
    private final RollOutMachine machine;
    private final RollOuts rollOuts;
    private final RollOuts.Diary diary;
    private final Map<String, String> client;

    /**
     * @param rollOuts drives with the same machine and diary
     * @param client what the docker client needs in its environment to reach the host's engine
     */
    public StackDeployment(
            RollOutMachine machine, RollOuts rollOuts, RollOuts.Diary diary, Map<String, String> client) {
        this.machine = Objects.requireNonNull(machine);
        this.rollOuts = Objects.requireNonNull(rollOuts);
        this.diary = Objects.requireNonNull(diary);
        this.client = Map.copyOf(client);
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
     * @return the last states, in the order given
     * @throws IOException if the docker client cannot be run or the stack be deployed; nothing was changed then
     */
    public List<RollOut> deploy(ComposeFile file, List<RollOut> members) throws IOException, InterruptedException {
        boolean deployedBefore = members.stream().anyMatch(member -> isFollowed(member.phase()));
        List<RollOut> ready = new ArrayList<>();
        for (RollOut member : members) {
            ready.add(prepare(deployedBefore ? alone(member) : member));
        }
        boolean refused = ready.stream().anyMatch(member -> member.ending()
                .map(ending -> !ending.outcome().isGood())
                .orElse(false));
        boolean waits = ready.stream().anyMatch(member -> member.phase() == Phase.UPDATE);
        if (!deployedBefore && refused) {
            return ready;
        }
        if (!deployedBefore && waits) {
            deployStack(file, ready);
        }
        List<RollOuts.UnderWay> underWay = ready.stream().map(rollOuts::drive).toList();
        List<RollOut> ends = new ArrayList<>();
        for (RollOuts.UnderWay one : underWay) {
            ends.add(end(one));
        }
        return ends;
    }

    private static boolean isFollowed(Phase phase) {
        return phase == Phase.FOLLOW || phase == Phase.BACK || phase == Phase.PROVE;
    }

    /** The stack was deployed, but perhaps not to the end: a member that was not reached is changed like any service. */
    private static RollOut alone(RollOut member) {
        return member.withRequest(member.request().withStack(Optional.empty()));
    }

    /** Up to the point where the stack is deployed. */
    private RollOut prepare(RollOut begun) throws InterruptedException {
        RollOut state = begun;
        while (!state.isEnded() && (state.phase() == Phase.INSPECT || state.phase() == Phase.PULL)) {
            Advance advance = machine.advance(state);
            state = advance.next();
            diary.save(state);
            for (String line : advance.log()) {
                diary.log(state.request(), line);
            }
            Thread.sleep(advance.after().toMillis());
        }
        return state;
    }

    private void deployStack(ComposeFile file, List<RollOut> members) throws IOException, InterruptedException {
        ServiceRequest request = members.get(0).request();
        String stack = request.stack().orElseThrow();
        Map<String, ObjectNode> labels = new LinkedHashMap<>();
        for (RollOut member : members) {
            ObjectNode spec = JsonNodeFactory.instance.objectNode();
            ServiceLabels.describe(spec, member.request(), member.known());
            labels.put(member.request().service().substring(stack.length() + 1), (ObjectNode) spec.get("Labels"));
        }
        Path override = Files.createTempFile("deployer-", ".json");
        try {
            Files.writeString(override, file.override(labels).toString());
            Path given = file.file().toAbsolutePath();
            Command command = Command.of(
                            "docker", "stack", "deploy", "--with-registry-auth", "--resolve-image", "never")
                    .with("--compose-file", given.toString(), "--compose-file", override.toString(), stack)
                    .withEnvironment(client)
                    .withEnvironment("IMAGE", request.image().toString())
                    .in(Optional.ofNullable(given.getParent()).orElse(Path.of("/")));
            new Runner(request.limits().total())
                    .follow(command, InputWriter.NOTHING, line -> diary.log(request, line))
                    .orFail("cannot deploy the stack " + stack + " on " + request.host());
        } catch (CommandException e) {
            throw new ServiceException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(override);
        }
    }

    private static RollOut end(RollOuts.UnderWay underWay) throws InterruptedException {
        try {
            return underWay.end().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}

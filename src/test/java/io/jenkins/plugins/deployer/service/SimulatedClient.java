package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Does to the one service of a {@link SimulatedSwarm} what {@code docker stack deploy} does to those of a stack. */
public final class SimulatedClient implements DockerClient {
    private final Engine engine;
    private final List<ClientRun> runs = new ArrayList<>();
    /** Called before and after the change: where tests kill the client. */
    private Consumer<String> onChange = when -> {};

    private final List<String> failures = new ArrayList<>();

    public SimulatedClient(Engine engine) {
        this.engine = engine;
    }

    public void onChange(Consumer<String> each) {
        onChange = each;
    }

    /** Has its next runs fail with these words. */
    public void failWith(String... words) {
        failures.addAll(List.of(words));
    }

    public synchronized List<ClientRun> runs() {
        return List.copyOf(runs);
    }

    @Override
    public synchronized void run(String host, ClientRun run, Consumer<String> lines)
            throws IOException, InterruptedException {
        runs.add(run);
        if (!failures.isEmpty()) {
            throw new ServiceException(failures.remove(0));
        }
        onChange.accept("before");
        JsonNode service = engine.get("/services").get(0);
        String name = service.at("/Spec/Name").asText();
        JsonNode member = new ObjectMapper()
                .readTree(run.files().get("override.json"))
                .path("services")
                .path(name.substring(name.indexOf('_') + 1));
        ObjectNode spec = service.get("Spec").deepCopy();
        ((ObjectNode) spec.at("/TaskTemplate/ContainerSpec")).put("Image", run.image());
        ((ObjectNode) spec.get("UpdateConfig"))
                .put(
                        "FailureAction",
                        member.at("/deploy/update_config/failure_action").asText());
        spec.set("Labels", member.at("/deploy/labels"));
        engine.post(
                "/services/" + service.get("ID").asText() + "/update?version="
                        + service.at("/Version/Index").asText(),
                spec,
                Map.of());
        lines.accept("Updating service " + name);
        onChange.accept("after");
    }
}

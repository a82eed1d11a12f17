package io.jenkins.plugins.deployer.real;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A Swarm service of a test; removed with it at the end of its try block. */
public final class RealService implements AutoCloseable {
    private final RealDocker docker;
    private final String name;

    RealService(RealDocker docker, String name) {
        this.docker = docker;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The service as {@code GET /services/NAME} gives it. */
    public JsonNode inspect() {
        return docker.json("service", "inspect", name).get(0);
    }

    /** The image in the service's specification. */
    public String image() {
        return inspect().at("/Spec/TaskTemplate/ContainerSpec/Image").asText();
    }

    public String label(String label) {
        return inspect().at("/Spec/Labels").path(label).asText();
    }

    /** Its tasks as {@code GET /tasks} gives them, newest first, those that are over included. */
    public List<JsonNode> tasks() {
        List<String> ids = docker.run("service", "ps", "--quiet", "--no-trunc", name)
                .lines()
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of("inspect", "--type", "task"));
        command.addAll(ids);
        var result = docker.attempt(command.toArray(String[]::new));
        // A task may be forgotten between the two commands; the others are printed none the less.
        return StreamSupport.stream(RealDocker.parse(result.output()).spliterator(), false)
                .toList();
    }

    /** How many tasks run this image reference (exactly as in the specification). */
    public long running(String image) {
        return tasks().stream()
                .filter(task -> task.at("/Status/State").asText().equals("running"))
                .filter(task -> task.at("/Spec/ContainerSpec/Image").asText().equals(image))
                .count();
    }

    /** Waits until as many replicas as the service wants run what the specification says. */
    public RealService awaitRunning() {
        Eventually.holds(
                () -> "the replicas of " + name + " run:\n" + docker.run("service", "ps", "--no-trunc", name),
                Duration.ofSeconds(60),
                () -> {
                    JsonNode spec = inspect().path("Spec");
                    return running(spec.at("/TaskTemplate/ContainerSpec/Image").asText())
                            == spec.at("/Mode/Replicated/Replicas").asLong(1);
                });
        return this;
    }

    /** Changes it as a person would, with {@code docker service update --detach}. */
    public void update(String... options) {
        List<String> command = new ArrayList<>(List.of("service", "update", "--detach", "--quiet"));
        command.addAll(List.of(options));
        command.add(name);
        docker.run(command.toArray(String[]::new));
    }

    /** Removes it and waits until its containers are gone, so that their ports are free again. */
    public void remove() {
        docker.attempt("service", "rm", name);
        Eventually.holds("the containers of " + name + " are gone", Duration.ofSeconds(60), () -> docker.run(
                        "container",
                        "ls",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=com.docker.swarm.service.name=" + name)
                .isEmpty());
    }

    @Override
    public void close() {
        remove();
    }
}

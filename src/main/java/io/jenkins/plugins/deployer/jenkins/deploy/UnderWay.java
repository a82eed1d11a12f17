package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Ended;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Project;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A deployment that is not over yet, with all that is needed to go on with it in another process and to record what becomes
 * of it. Immutable; saved as JSON.
 *
 * @param state what the engine goes on from
 * @param image as the step was told, by which a step that is started anew finds it
 * @param lane what it is one of a series of, if it is
 * @param place in the line of those who want to deploy this service
 * @param hasBegun whether its turn has come
 * @param stopped why it was stopped before its end, if somebody did
 */
public record UnderWay(
        RollOut state,
        Asker asker,
        Deployment.Cause cause,
        DeployHost host,
        String image,
        Optional<Lane> lane,
        long place,
        boolean hasBegun,
        Optional<String> stopped) {
    public UnderWay {
        Objects.requireNonNull(state);
        Objects.requireNonNull(asker);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(host);
        Objects.requireNonNull(image);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(stopped);
    }

    /** One that is asked for. */
    public static UnderWay asked(
            ServiceRequest request, Asker asker, Deployment.Cause cause, DeployHost host, String image) {
        return new UnderWay(
                RollOut.begin(request), asker, cause, host, image, Optional.empty(), 0, false, Optional.empty());
    }

    /** The same of a stack or a compose project, of which the request's service is the name. */
    public UnderWay withProject(Project project) {
        return withState(RollOut.begin(request(), project));
    }

    /** The same of a unikernel, of which the request's service is the name. */
    public UnderWay withUnikernel(WantedUnikernel wanted) {
        return withState(RollOut.begin(request(), wanted.toJson()));
    }

    public UnderWay withLane(Lane newLane) {
        return new UnderWay(state, asker, cause, host, image, Optional.of(newLane), place, hasBegun, stopped);
    }

    /** Not because of a push, but because somebody wanted it. */
    UnderWay withCause(Deployment.Cause why) {
        return new UnderWay(state, asker, why, host, image, lane, place, hasBegun, stopped);
    }

    UnderWay withPlace(long newPlace) {
        return new UnderWay(state, asker, cause, host, image, lane, newPlace, hasBegun, stopped);
    }

    /** Its turn has come: its time limits begin. */
    UnderWay begun(Instant now) {
        return new UnderWay(state.begunAnew(now), asker, cause, host, image, lane, place, true, stopped);
    }

    UnderWay withState(RollOut newState) {
        return new UnderWay(newState, asker, cause, host, image, lane, place, hasBegun, stopped);
    }

    UnderWay withStopped(String why) {
        return new UnderWay(state, asker, cause, host, image, lane, place, hasBegun, Optional.of(why));
    }

    ServiceRequest request() {
        return state.request();
    }

    String id() {
        return request().id();
    }

    ServiceOnHost service() {
        return new ServiceOnHost(kind(), request().service(), request().host());
    }

    private ServiceOnHost.Kind kind() {
        return state.project()
                .map(project -> switch (project.kind()) {
                    case STACK -> ServiceOnHost.Kind.STACK;
                    case COMPOSE -> ServiceOnHost.Kind.COMPOSE;
                })
                .orElse(isUnikernel() ? ServiceOnHost.Kind.UNIKERNEL : ServiceOnHost.Kind.SERVICE);
    }

    private boolean isUnikernel() {
        return state.particulars().isPresent();
    }

    /** A step that names a stack or a compose project does not know that it is one. */
    Wish wish() {
        return new Wish(
                id(),
                asker.run(),
                new ServiceOnHost(
                        isUnikernel() ? ServiceOnHost.Kind.UNIKERNEL : ServiceOnHost.Kind.SERVICE,
                        request().service(),
                        request().host()),
                image);
    }

    Turns.Ticket ticket() {
        return new Turns.Ticket(id(), service().toString(), lane, place, hasBegun);
    }

    /** @throws java.util.NoSuchElementException if it has not ended */
    RecordedDeployment record() {
        return new RecordedDeployment(Ended.of(state, kind(), cause), asker);
    }

    JsonNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", 1)
                .put("kind", kind().label())
                .put("run", asker.run())
                .put("cause", cause.label())
                .put("image", image)
                .put("place", place)
                .put("hasBegun", hasBegun);
        asker.build().ifPresent(build -> json.put("build", build.toString()));
        asker.by().ifPresent(by -> json.put("by", by));
        stopped.ifPresent(why -> json.put("stopped", why));
        json.set("host", host.toJson());
        lane.ifPresent(of -> json.putObject("lane")
                .put("repository", of.repository().toString())
                .put("branch", of.branch())
                .put("job", of.job())
                .put("number", of.number())
                .put("commit", of.commit())
                .put("isHead", of.isHead()));
        json.set("state", state.toJson());
        return json;
    }

    /** @throws IllegalArgumentException with a sentence, if it is not what {@link #toJson} makes */
    static UnderWay fromJson(JsonNode json) {
        String kind = json.path("kind").asText();
        UnderWay read = read(json);
        if (!kind.equals(read.kind().label())) {
            throw new IllegalArgumentException("it is a deployment of a kind that is unknown here: \"" + kind + "\"");
        }
        return read;
    }

    private static UnderWay read(JsonNode json) {
        return new UnderWay(
                RollOut.fromJson(json.path("state")),
                new Asker(json.path("run").asText(), text(json, "build").map(URI::create), text(json, "by")),
                cause(json.path("cause").asText()),
                DeployHost.fromJson(json.path("host")),
                json.path("image").asText(),
                Optional.ofNullable(json.get("lane")).map(UnderWay::lane),
                json.path("place").asLong(),
                json.path("hasBegun").asBoolean(),
                text(json, "stopped"));
    }

    private static Lane lane(JsonNode json) {
        return new Lane(
                RepositoryName.parse(json.path("repository").asText()),
                json.path("branch").asText(),
                json.path("job").asText(),
                json.path("number").asInt(),
                json.path("commit").asText(),
                json.path("isHead").asBoolean());
    }

    private static Deployment.Cause cause(String label) {
        return Arrays.stream(Deployment.Cause.values())
                .filter(cause -> cause.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has a cause that is unknown here: " + label));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}

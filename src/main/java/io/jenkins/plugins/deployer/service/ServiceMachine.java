package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Advances roll-outs of Docker services, stacks and compose projects, by the API of the host's engine. */
public final class ServiceMachine implements RollOutMachine {
    private final Surroundings outside;
    private final Pulls pulls;
    private final ClientRuns clients;
    private final Map<String, HostWatch> watches = new ConcurrentHashMap<>();

    /** For services; stacks and compose projects fail, because they need the docker client. */
    public ServiceMachine(Surroundings outside) {
        this(outside, DockerClient.NONE);
    }

    public ServiceMachine(Surroundings outside, DockerClient client) {
        this.outside = outside;
        this.pulls = new Pulls(outside.logins(), outside.pulls());
        this.clients = new ClientRuns(client, outside.pulls());
    }

    @Override
    public Advance advance(RollOut state) throws InterruptedException {
        if (state.isEnded()) {
            return new Advance(state, Duration.ZERO, List.of());
        }
        Step step = new Step(outside, watch(state.request().host()), pulls);
        Trouble trouble = new Trouble(step);
        try {
            step.meet(outside.engines().engine(state.request().host()));
            return trouble.overcome(state, state.project().isPresent() ? together(step, state) : advance(step, state));
        } catch (IOException e) {
            return trouble.with(state, e);
        }
    }

    private Advance together(Step step, RollOut state) throws IOException, InterruptedException {
        return state.project().orElseThrow().kind() == Project.Kind.STACK
                ? new Stacking(this, step, clients).advance(state)
                : new Composing(step, clients).advance(state);
    }

    @Override
    public String whatIsLive(RollOut state) throws InterruptedException {
        ServiceRequest request = state.request();
        clients.stop(request.id());
        if (state.project().isPresent()) {
            return whatIsLiveTogether(state, state.project().get());
        }
        outside.health().stop(request.id());
        try {
            HostWatch watch = watch(request.host());
            return watch.lookNow(outside.engines().engine(request.host()), request.service())
                    .map(look -> "no longer followed: " + request.title() + " is to run "
                            + look.service().version(look.service().image()).label() + ", and "
                            + look.running(look.service().image()) + " of " + look.wanted() + " replicas do"
                            + (look.service().isInMidUpdate() ? "; Swarm is still updating it" : ""))
                    .orElse("no longer followed: there is no service " + request.title());
        } catch (IOException e) {
            return "no longer followed: what " + request.title() + " runs is not known: " + e.getMessage();
        }
    }

    private String whatIsLiveTogether(RollOut state, Project project) throws InterruptedException {
        if (project.kind() == Project.Kind.COMPOSE) {
            outside.health().stop(state.request().id());
            try {
                return Composing.whatIsLive(
                        outside.engines().engine(state.request().host()), state);
            } catch (IOException e) {
                return "no longer followed: what " + state.request().title() + " runs is not known: " + e.getMessage();
            }
        }
        List<String> all = new ArrayList<>();
        for (RollOut member : project.members()) {
            all.add(whatIsLive(member));
        }
        return all.isEmpty()
                ? "no longer followed: " + state.request().title() + " was not touched"
                : String.join("; ", all);
    }

    private HostWatch watch(String host) {
        return watches.computeIfAbsent(host, name -> new HostWatch(outside.clock()));
    }

    private static Advance advance(Step step, RollOut state) throws IOException, InterruptedException {
        return switch (state.phase()) {
            case INSPECT -> new Inspection(step).advance(state);
            case PULL -> new Pulling(step).advance(state);
            case UPDATE -> new Updating(step).advance(state);
            case FOLLOW -> new Following(step).advance(state);
            case BACK -> new Returning(step).back(state);
            case PROVE -> new Returning(step).prove(state);
            case ENDED -> step.go(state);
        };
    }
}

package io.jenkins.plugins.deployer.jenkins.pages;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.drift.ServiceDrift;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Links;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.Wanted;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one service.
 *
 * @param wanted by the rules; empty if they do not name it, or are not known
 * @param known by the store; empty if it was never deployed
 * @param now its deployments that have not ended, the one that has its turn first
 * @param drift what the last look at its host found; empty if nobody looked
 */
public record ServiceRow(
        ServiceOnHost service,
        Optional<Wanted> wanted,
        Optional<KnownService> known,
        List<DeploymentNow> now,
        Optional<ServiceDrift> drift) {
    public ServiceRow {
        requireNonNull(drift);
        requireNonNull(service);
        requireNonNull(wanted);
        requireNonNull(known);
        now = List.copyOf(now);
    }

    /** In one word, for the eye. */
    public enum State {
        DEPLOYING,
        WAITING,
        LIVE,
        ROLLED_BACK,
        FAILED,
        SUPERSEDED,
        REFUSED,
        NEVER
    }

    public State state() {
        if (!now.isEmpty()) {
            return now.get(0).hasBegun() ? State.DEPLOYING : State.WAITING;
        }
        return last().map(ServiceRow::state).orElse(State.NEVER);
    }

    private static State state(Deployment last) {
        return switch (last.outcome()) {
            case LIVE, UNCHANGED -> State.LIVE;
            case ROLLED_BACK -> State.ROLLED_BACK;
            case FAILED -> State.FAILED;
            case SUPERSEDED -> State.SUPERSEDED;
            case REFUSED -> State.REFUSED;
        };
    }

    /** The last deployment that ended. */
    public Optional<Deployment> last() {
        return known.map(KnownService::last).map(RecordedDeployment::deployment);
    }

    /** The digest that should run. */
    public Optional<String> digest() {
        return known.flatMap(KnownService::runs);
    }

    /** The deployment that brought what runs, if it is known which one that was. */
    public Optional<Deployment> live() {
        return known.flatMap(KnownService::lastLive)
                .map(RecordedDeployment::deployment)
                .filter(live -> digest().isPresent() && digest().equals(live.digest()));
    }

    /** The commit of what runs. */
    public Optional<String> commit() {
        return live().flatMap(Deployment::origin).map(Deployment.Origin::commit);
    }

    /** Since when it has run. */
    public Optional<Instant> since() {
        return known.flatMap(KnownService::since);
    }

    /** Whether somebody went back to what runs. */
    public boolean isRolledBack() {
        return known.map(KnownService::isRolledBack).orElse(false);
    }

    /** Where people reach it. */
    public Optional<URI> url() {
        return Links.web(wanted.flatMap(Wanted::url).or(() -> last().flatMap(Deployment::url)));
    }

    /** What it is built from, for example {@code ocurrent/ocaml-ci, branch live}, or somebody else's image. */
    public Optional<String> source() {
        return wanted.flatMap(one -> one.source().map(Wanted.Source::toString).or(one::image));
    }

    /** Whether it runs somebody else's image, by the rules. */
    public boolean isSomebodyElses() {
        return wanted.filter(one -> one.source().isEmpty() && one.image().isPresent())
                .isPresent();
    }

    /** The job that deployed it last, or is about to. */
    public Optional<String> job() {
        return known.map(one -> one.last().asker().job())
                .or(() -> now.stream().map(one -> one.asker().job()).findFirst());
    }
}

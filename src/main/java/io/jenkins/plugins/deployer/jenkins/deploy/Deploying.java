package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Guards;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOuts;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All deployments that are under way. Each waits for its turn, is driven by the engine, and is recorded:
 * in the store and on its run, once. All of it is saved before it counts, so that the next process goes on where this one
 * was killed; only who follows a deployment is not, so followers come back and {@link #resume}.
 *
 * <p>A deployment that waits, for its turn or for its host, holds no thread. Safe for use by several threads; methods may
 * write files unless they say otherwise, and do not wait for a host.
 */
public final class Deploying implements AutoCloseable {
    /** How many hosts are talked to at once. */
    private static final int PARALLEL = 16;
    /** More than are ever begun at once. */
    private static final int DOORS = 64;

    private final Outside outside;
    private final DeploymentStore store;
    private final SavedUnderWay saved;
    private final Machines machines;
    private final RollOuts rollOuts;
    private final Turns turns;
    private final PendingDeployment.Ground ground = new Ground();
    private final Map<String, PendingDeployment> pending = new ConcurrentHashMap<>();
    private final Object[] doors = Stream.generate(Object::new).limit(DOORS).toArray();
    private final ScheduledThreadPoolExecutor later;
    private volatile boolean closed;

    private Deploying(Outside outside, DeploymentStore store, SavedUnderWay saved, Collection<UnderWay> left) {
        this.outside = outside;
        this.store = store;
        this.saved = saved;
        this.machines = new Machines(outside, this::head, store);
        this.rollOuts = new RollOuts(request -> machines.of(known(request).now().host()), new Diary(), PARALLEL);
        left.forEach(one -> pending.put(one.id(), PendingDeployment.left(ground, one)));
        this.turns = new Turns(left.stream()
                .filter(one -> !one.state().isEnded())
                .map(UnderWay::ticket)
                .toList());
        this.later = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "deployments");
            thread.setDaemon(true);
            return thread;
        });
        later.setRemoveOnCancelPolicy(true);
    }

    /**
     * Reads what an earlier process was at; {@link #start} goes on with it.
     *
     * @param directory for the deployments under way; belongs to one process at a time
     */
    public static Deploying open(Path directory, DeploymentStore store, Outside outside) throws IOException {
        SavedUnderWay saved = new SavedUnderWay(directory, outside.problems());
        return new Deploying(outside, store, saved, saved.load());
    }

    /** Goes on with everything that an earlier process was at, whether or not somebody follows it. */
    public void start() {
        turns.supersededBefore().forEach(this::supersede);
        // What has ended is recorded first: it may be why the next one is refused.
        pending.values().stream()
                .sorted(Comparator.comparing(one -> !one.now().state().isEnded()))
                .forEach(one -> one.goOn(turns.hasTurn(one.now().id())));
    }

    /**
     * Begins a deployment when its turn comes, unless a step of the same run began it already: then that one is followed.
     *
     * @throws IOException if it could not be saved; nothing has happened then
     */
    public void begin(UnderWay asked, Follower follower) throws IOException {
        Wish wish = asked.wish();
        synchronized (door(wish.service())) {
            if (closed || resume(wish, follower)) {
                return;
            }
            forget(one -> one.now().wish().isSameAs(wish) && one.isDelivered());
            PendingDeployment begun = added(asked, follower);
            Turns.Joined joined;
            try {
                joined = turns.join(asked.id(), asked.service().toString(), asked.lane(), begun::takePlace);
            } catch (IOException e) {
                // Its file may be there all the same.
                begun.forget();
                throw e;
            }
            if (joined.by().isPresent()) {
                begun.end(Outcome.SUPERSEDED, superseded(joined.by().get()));
            } else if (joined.hasTurn()) {
                begun.drive();
            } else {
                begun.tell("waiting for its turn: " + waiting(asked, joined.ahead()));
            }
            joined.superseded().forEach(this::supersede);
        }
    }

    /** Records a deployment that is not to be made, as if it had been made and had ended so. */
    public void end(UnderWay asked, Outcome outcome, String reason, Follower follower) {
        synchronized (door(asked.service())) {
            if (!closed) {
                added(asked, follower).end(outcome, reason);
            }
        }
    }

    private PendingDeployment added(UnderWay asked, Follower follower) {
        PendingDeployment one = PendingDeployment.asked(ground, asked);
        one.follow(follower);
        pending.put(asked.id(), one);
        return one;
    }

    /**
     * Follows a deployment that a step asked for before, in this process or in an earlier one.
     *
     * @return whether there is one: under way, or ended without anybody having noted it
     * @throws IOException if what is known of it could not be read
     */
    public boolean resume(Wish wish, Follower follower) throws IOException {
        synchronized (door(wish.service())) {
            Optional<PendingDeployment> known = find(wish);
            if (known.isPresent()) {
                known.get().follow(follower);
                return true;
            }
            Optional<RecordedDeployment> recorded = recorded(wish);
            recorded.ifPresent(follower::ended);
            return recorded.isPresent();
        }
    }

    private Optional<RecordedDeployment> recorded(Wish wish) throws IOException {
        ServiceOnHost service = wish.service();
        for (ServiceOnHost.Kind kind : wish.kinds()) {
            Optional<RecordedDeployment> found =
                    store.find(new ServiceOnHost(kind, service.name(), service.host()), wish.id());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * Stops to follow a deployment that somebody aborts: one that waits for its turn is not made; of one that has begun,
     * the reason says what the service runs. It ends as {@code failed}.
     *
     * @param why half a sentence, for example {@code aborted by alice}
     * @return whether there is such a deployment
     */
    public boolean stop(Wish wish, String why) {
        synchronized (door(wish.service())) {
            Optional<PendingDeployment> known = find(wish);
            known.ifPresent(found -> found.stop(why));
            return known.isPresent();
        }
    }

    private Optional<PendingDeployment> find(Wish wish) {
        return Optional.ofNullable(pending.get(wish.id())).or(() -> pending.values().stream()
                .filter(one -> one.now().wish().isSameAs(wish) && one.canBeAdopted())
                .findFirst());
    }

    /** What became of a deployment is saved with its run's program: nobody will ask for it again. */
    public void acknowledge(String id) {
        forget(one -> one.now().id().equals(id));
    }

    /** A run is over: none of its deployments gets a turn any more; one that has begun is driven to its end. */
    public void runIsOver(String run) {
        for (PendingDeployment one : pending.values()) {
            if (one.now().asker().run().equals(run)) {
                one.loseRun();
            }
        }
    }

    /** What a deployment waits for, in half a sentence; empty if it is not under way. Reads no file. */
    public Optional<String> status(Wish wish) {
        return find(wish).map(one -> {
            int ahead = turns.ahead(one.now().id());
            return ahead > 0
                    ? "waiting for its turn: " + waiting(one.now(), ahead)
                    : one.lastLine().orElse("about to deploy");
        });
    }

    /** The deployments that have not ended, in no order; reads no file. */
    public List<UnderWay> underWay() {
        return pending.values().stream()
                .map(PendingDeployment::now)
                .filter(now -> !now.state().isEnded())
                .toList();
    }

    /** Stops to drive, without waiting; every deployment can be gone on with by the next process. */
    @Override
    public void close() {
        closed = true;
        saved.close();
        later.shutdownNow();
        rollOuts.close();
    }

    /** One at a time begins, resumes or stops deployments of one service. Nobody holds two. */
    private Object door(ServiceOnHost service) {
        return doors[Math.floorMod(service.toString().hashCode(), DOORS)];
    }

    private PendingDeployment known(ServiceRequest request) {
        return Optional.ofNullable(pending.get(request.id()))
                .orElseThrow(() -> new IllegalStateException("unknown: the deployment of " + request.title()));
    }

    private void forget(Predicate<PendingDeployment> which) {
        pending.values().stream()
                .filter(which)
                .filter(PendingDeployment::isOver)
                .forEach(PendingDeployment::forget);
    }

    private void supersede(Turns.Superseded one) {
        Optional.ofNullable(pending.get(one.id()))
                .ifPresent(away -> away.end(Outcome.SUPERSEDED, superseded(one.by())));
    }

    private static String superseded(Lane by) {
        return "a newer revision of " + by.repository() + " is to be deployed instead: " + by;
    }

    /** Whether its image is the one that was last proven to run. */
    private boolean isWhatShouldRun(UnderWay underWay) throws IOException {
        Optional<String> runs = store.known(underWay.service()).flatMap(KnownService::runs);
        return runs.isPresent()
                && store.history(underWay.service(), Integer.MAX_VALUE).stream()
                        .map(RecordedDeployment::deployment)
                        .filter(one -> one.isGood() && one.digest().equals(runs))
                        .anyMatch(one -> AgainScript.image(one)
                                .flatMap(ImageName::digest)
                                .equals(underWay.request().image().digest()));
    }

    private String waiting(UnderWay asked, int ahead) {
        String service = asked.service().toString();
        String before = turns.holder(service)
                .map(pending::get)
                .map(holder -> holder.now().asker() + " deploys " + service)
                .orElse(service + " is being deployed");
        return ahead > 1 ? before + ", and " + (ahead - 1) + " more come before this" : before;
    }

    /** Any job that builds the branch may be asked where it is now. */
    private Optional<String> head(RepositoryName repository, String branch) throws IOException, InterruptedException {
        List<String> jobs = pending.values().stream()
                .map(PendingDeployment::now)
                .filter(now -> now.request()
                        .origin()
                        .filter(origin -> origin.repository().equals(repository)
                                && origin.branch().equals(branch))
                        .isPresent())
                .map(now -> now.asker().job())
                .distinct()
                .toList();
        IOException trouble = new IOException("no job builds " + branch + " of " + repository);
        for (String job : jobs) {
            try {
                return outside.runs().head(job);
            } catch (IOException e) {
                trouble = e;
            }
        }
        throw trouble;
    }

    private final class Diary implements RollOuts.Diary {
        @Override
        public void save(RollOut state) {
            try {
                known(state.request()).save(state);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void log(ServiceRequest request, String line) {
            known(request).log(line);
        }
    }

    private final class Ground implements PendingDeployment.Ground {
        @Override
        public Outside outside() {
            return outside;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void save(UnderWay underWay) throws IOException {
            saved.save(underWay);
        }

        /** The store is what the next deployment needs; a run that cannot be saved holds up no other one. */
        @Override
        public void record(RecordedDeployment deployment) throws IOException {
            saved.whileOpen(() -> store.add(deployment));
            try {
                outside.runs().record(deployment);
            } catch (IOException e) {
                outside.problems()
                        .accept("the deployment of " + deployment.deployment().service()
                                + " could not be recorded on its run " + deployment.asker() + ": " + e.getMessage());
            }
        }

        /** What was seen to fail needs no second look at the host. */
        @Override
        public Optional<String> quarantine(UnderWay underWay) {
            ServiceRequest request = underWay.request();
            if (request.force()) {
                return Optional.empty();
            }
            String what = request.origin()
                    .map(origin -> "commit " + Lane.brief(origin.commit()))
                    .orElse("this image");
            return store.reason(request, request.image().digest().orElse(""))
                    .map(why -> what + " is in quarantine on " + request.title() + ": " + why + Guards.wayOut(request));
        }

        @Override
        public Optional<String> overtaken(UnderWay underWay) {
            if (underWay.cause() != Deployment.Cause.DRIFT) {
                return Optional.empty();
            }
            try {
                return isWhatShouldRun(underWay)
                        ? Optional.empty()
                        : Optional.of(underWay.service()
                                + " was deployed since its drift was seen; what was to be put right is past");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RollOuts.UnderWay drive(RollOut state) {
            return rollOuts.drive(state);
        }

        @Override
        public String whatIsLive(UnderWay underWay) throws InterruptedException {
            return machines.of(underWay.host()).whatIsLive(underWay.state());
        }

        @Override
        public void passTurnOn(String id) {
            // Not here and now: that one may end at once and pass the turn on, and so on along the whole line.
            turns.leave(id).map(pending::get).ifPresent(next -> later(next::drive, Duration.ZERO));
            machines.keep(underWay().stream().map(UnderWay::host).collect(Collectors.toSet()));
        }

        @Override
        public void later(Runnable task, Duration after) {
            try {
                later.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // Closed: the next process sees to it.
            }
        }

        @Override
        public void forget(String id) {
            pending.remove(id);
            try {
                saved.remove(id);
            } catch (IOException e) {
                if (closed) {
                    return;
                }
                outside.problems().accept("the file of a deployment that has ended could not be removed: " + e);
            }
        }
    }
}

package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.host.ClientAccess;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentLog;
import io.jenkins.plugins.deployer.report.Ended;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.ComposeDeployment;
import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.service.RollOuts;
import io.jenkins.plugins.deployer.service.ServiceMachine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.StackDeployment;
import io.jenkins.plugins.deployer.service.Surroundings;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Brings services to images, one roll-out for each, and keeps what became of them. Blocks the calling threads, of which
 * there may be several.
 */
final class Deployments implements AutoCloseable {
    /** How many hosts are talked to at once; a roll-out that waits takes none of it. */
    private static final int PARALLEL = 8;

    private final Path state;
    private final Surroundings outside;
    private final RollOutMachine machine;
    private final UnikernelBinaries binaries;
    private final DeploymentLog log;
    private final Confirmation confirmation;
    private final Progress progress;
    private final SavedRollOuts saved;
    private final RollOutDiary diary;
    private final RollOuts rollOuts;
    private final Set<RollOuts.UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Deployments(Workplace workplace, Confirmation confirmation, Progress progress) throws IOException {
        this.state = workplace.state();
        this.outside = workplace.surroundings();
        this.binaries = workplace.binaries();
        this.machine =
                new EitherMachine(new ServiceMachine(outside), new UnikernelMachine(workplace.unikernelSurroundings()));
        this.log = workplace.log();
        this.confirmation = confirmation;
        this.progress = progress;
        this.saved = new SavedRollOuts(state);
        this.diary = new RollOutDiary(saved);
        this.rollOuts = new RollOuts(machine, diary, PARALLEL);
    }

    /** The requests that an earlier command did not follow to their end. */
    List<ServiceRequest> leftOver() throws IOException {
        return saved.all().stream().map(RollOut::request).toList();
    }

    /**
     * Follows what an earlier command left of a service to its end; what was confirmed then is not asked about again.
     *
     * @return empty if there is nothing left, or this process is being stopped
     * @throws ExitException if another command is at it
     */
    Optional<Deployment> resume(ServiceRequest request) throws ExitException, IOException, InterruptedException {
        try (ServiceLock lock = ServiceLock.take(state, request.service(), request.host())) {
            Optional<RollOut> left = saved.find(request.title());
            if (left.isEmpty()) {
                return Optional.empty();
            }
            Progress.Step step = progress.begin("Resume " + request.title());
            diary.tellAs(step, left.get().request());
            return follow(lock, alone(left.get()), step);
        } catch (ExitException e) {
            progress.tell(e.getMessage());
            throw e;
        }
    }

    /** A member of a stack goes on as any service does: the stack itself is deployed anew if it has to be. */
    private static RollOut alone(RollOut left) {
        return left.withRequest(left.request().withStack(Optional.empty()));
    }

    /**
     * Deploys, after asking if something is to be changed.
     *
     * @return empty if nobody confirmed it, or this process is being stopped
     * @throws ExitException if another command is at it
     */
    Optional<Deployment> deploy(String title, ServiceRequest request)
            throws ExitException, IOException, InterruptedException {
        return deploy(title, RollOut.begin(request));
    }

    /** Deploys a unikernel, after asking; otherwise as {@link #deploy(String, ServiceRequest)}. */
    Optional<Deployment> deployUnikernel(String title, ServiceRequest request, WantedUnikernel wanted)
            throws ExitException, IOException, InterruptedException {
        return deploy(title, RollOut.begin(request, wanted.toJson()));
    }

    private Optional<Deployment> deploy(String title, RollOut begun)
            throws ExitException, IOException, InterruptedException {
        ServiceRequest request = begun.request();
        Progress.Step step = progress.begin(title);
        diary.tellAs(step, request);
        try (ServiceLock lock = ServiceLock.take(state, request.service(), request.host())) {
            refuseQuarantined(request);
            RollOut rollOut = inspect(begun, step);
            if (!rollOut.isEnded() && !confirmation.allows(Level.DANGEROUS, what(request, rollOut))) {
                binaries.forget(request.id());
                step.done("not confirmed");
                return Optional.empty();
            }
            return follow(lock, rollOut, step);
        } catch (ExitException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    /**
     * Deploys a stack, member by member, after asking if something is to be changed.
     *
     * @param request asks for the whole stack: its service is the stack's name
     * @return what became of each member; empty if nobody confirmed it, or this process is being stopped
     * @throws ExitException if another command is at it
     */
    List<Deployment> deployStack(String title, ServiceRequest request, ComposeFile file, ClientAccess client)
            throws ExitException, IOException, InterruptedException {
        Progress.Step step = progress.begin(title);
        try (ServiceLock lock = ServiceLock.take(state, request.service(), request.host())) {
            assert lock != null;
            List<RollOut> members = new ArrayList<>();
            for (RollOut begun : StackDeployment.begin(request, file)) {
                diary.tellAs(step, begun.request());
                refuseQuarantined(begun.request());
                members.add(inspect(begun, step));
            }
            if (!members.stream().allMatch(RollOut::isEnded) && !confirmation.allows(Level.DANGEROUS, what(request))) {
                step.done("not confirmed");
                return List.of();
            }
            List<RollOut> ends =
                    new StackDeployment(outside, diary, client.environment()).deploy(request, file, members);
            List<Deployment> deployments = new ArrayList<>();
            for (RollOut end : ends) {
                if (end.isEnded()) {
                    deployments.add(keep(end, ServiceOnHost.Kind.SERVICE));
                }
            }
            tellEnd(step, deployments, ends.size());
            return deployments;
        } catch (ExitException | IOException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    /** Deploys a compose project, after asking; otherwise as {@link #deployStack}. */
    List<Deployment> deployCompose(String title, ServiceRequest request, ComposeFile file, ClientAccess client)
            throws ExitException, IOException, InterruptedException {
        Progress.Step step = progress.begin(title);
        diary.tellAs(step, request);
        try (ServiceLock lock = ServiceLock.take(state, request.service(), request.host())) {
            assert lock != null;
            if (!confirmation.allows(Level.DANGEROUS, what(request))) {
                step.done("not confirmed");
                return List.of();
            }
            RollOut end = new ComposeDeployment(outside, diary, client.environment()).deploy(request, file);
            List<Deployment> deployments = List.of(keep(end, ServiceOnHost.Kind.COMPOSE));
            tellEnd(step, deployments, 1);
            return deployments;
        } catch (ExitException | IOException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    private static void tellEnd(Progress.Step step, List<Deployment> deployments, int wanted) {
        String how = deployments.stream()
                .map(deployment -> deployment.outcome().label() + ": " + deployment.reason())
                .collect(Collectors.joining("; "));
        if (deployments.size() == wanted && deployments.stream().allMatch(Deployment::isGood)) {
            step.done(how);
        } else {
            step.failed(how);
        }
    }

    private static String what(ServiceRequest request) {
        return "deploy " + request.image() + " as " + request.title();
    }

    /** What we saw fail here needs no second look at the host. */
    private void refuseQuarantined(ServiceRequest request) throws ExitException {
        Optional<String> reason = request.force()
                ? Optional.empty()
                : request.image().digest().flatMap(digest -> outside.quarantine()
                        .reason(request, digest));
        if (reason.isPresent()) {
            throw new ExitException(
                    ExitCode.REFUSED,
                    request.origin()
                                    .map(origin -> "commit " + Brief.commit(origin.commit()))
                                    .orElse("this image")
                            + " is in quarantine on " + request.title() + ": " + reason.get()
                            + "; push another commit, or deploy it with --force");
        }
    }

    /** Until it is known what would be changed. */
    private RollOut inspect(RollOut begun, Progress.Step step) throws InterruptedException {
        RollOut rollOut = begun;
        while (rollOut.phase() == Phase.INSPECT) {
            Advance advance = machine.advance(rollOut);
            rollOut = advance.next();
            List<String> lines = new ArrayList<>(advance.log());
            rollOut.ending().map(RollOutDiary::lastLine).ifPresent(lines::remove);
            lines.forEach(step::update);
            if (rollOut.phase() == Phase.INSPECT) {
                Thread.sleep(advance.after().toMillis());
            }
        }
        return rollOut;
    }

    private static String what(ServiceRequest request, RollOut rollOut) {
        String now = rollOut.found()
                .flatMap(found -> found.previous().digest())
                .map(digest -> ", which runs " + Brief.digest(digest))
                .orElse("");
        return what(request) + now;
    }

    private Optional<Deployment> follow(ServiceLock lock, RollOut rollOut, Progress.Step step)
            throws IOException, InterruptedException {
        assert lock != null;
        RollOut end = drive(rollOut);
        if (!end.isEnded()) {
            step.failed("interrupted; run the same command again to follow it to its end");
            return Optional.empty();
        }
        Deployment deployment = keep(end, EitherMachine.kind(end));
        String line = RollOutDiary.lastLine(end.ending().orElseThrow());
        if (deployment.isGood()) {
            step.done(line);
        } else {
            step.failed(line);
        }
        return Optional.of(deployment);
    }

    /** Writes what became of a roll-out to the log; only then it is forgotten. */
    private Deployment keep(RollOut end, ServiceOnHost.Kind kind) throws IOException {
        Deployment deployment = Ended.of(end, kind);
        if (!isLogged(deployment)) {
            log.append(deployment);
        }
        saved.remove(end.request().title());
        return deployment;
    }

    private RollOut drive(RollOut rollOut) throws IOException, InterruptedException {
        if (rollOut.isEnded()) {
            return rollOut;
        }
        RollOuts.UnderWay driven = rollOuts.drive(rollOut);
        underWay.add(driven);
        if (stopping) {
            driven.cancel();
        }
        try {
            return driven.end().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException unsaved) {
                throw new IOException(
                        "the state of " + rollOut.request().title() + " could not be saved: "
                                + unsaved.getCause().getMessage() + "; check the disk, then run the same command again",
                        unsaved);
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            underWay.remove(driven);
        }
    }

    /** A command that was killed after it wrote to the log, and before it forgot the roll-out, must not write twice. */
    private boolean isLogged(Deployment deployment) throws IOException {
        return log.history(deployment.service(), 10).stream()
                .anyMatch(known -> known.id().equals(deployment.id()));
    }

    /**
     * Stops to follow what is under way: each says what is live, and the next command goes on with it.
     *
     * @param seconds how long to wait for these last words, at the most
     */
    void stop(long seconds) throws InterruptedException {
        stopping = true;
        List<RollOuts.UnderWay> stopped = List.copyOf(underWay);
        stopped.forEach(RollOuts.UnderWay::cancel);
        CompletableFuture<Void> all = CompletableFuture.allOf(
                stopped.stream().map(RollOuts.UnderWay::end).toArray(CompletableFuture[]::new));
        try {
            all.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            progress.tell("a host does not answer, so what it runs is not known");
        } catch (ExecutionException e) {
            progress.tell("what is under way could not be saved: " + e.getCause());
        }
    }

    @Override
    public void close() {
        rollOuts.close();
    }
}

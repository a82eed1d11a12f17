package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.host.ClientAccess;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Publisher;
import io.jenkins.plugins.deployer.local.github.CommitState;
import io.jenkins.plugins.deployer.local.github.Statuses;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.DeployTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.service.ComposeFile;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * One pass over repositories: reads their heads, builds, publishes, deploys; whatever does not wait for something else
 * happens side by side. One failure stops only what depends on it.
 */
final class Pass {
    private final Workplace workplace;
    private final Rules rules;
    private final Options options;
    private final Revisions revisions;
    private final LookUps lookUps;
    private final Workshop workshop;
    private final Publisher publisher;
    private final Deployments deployments;
    private final Confirmation confirmation;
    private final Progress progress;
    private final Optional<Statuses> statuses;
    private final ExecutorService threads;
    private final Results results = new Results();

    /**
     * What a person may choose.
     *
     * @param branches what is built instead of the live heads, and deployed only if it is live; empty for the live heads
     * @param force deploys what is in quarantine
     * @param timeout of one deployment, and of one piece of work with a registry
     * @param jobs how many builds run at a time
     */
    record Options(Collection<String> branches, boolean force, Duration timeout, int jobs) {}

    /** @param statuses where commits show what came of them */
    Pass(
            Workplace workplace,
            Options options,
            Confirmation confirmation,
            Progress progress,
            Optional<Statuses> statuses)
            throws IOException {
        this.workplace = workplace;
        this.rules = workplace.rules();
        this.options = options;
        this.revisions = workplace.revisions();
        this.lookUps = workplace.lookUps();
        this.workshop = new Workshop(workplace, confirmation, progress, options.jobs(), options.timeout());
        this.publisher = new Publisher(workplace.registries());
        this.deployments = new Deployments(workplace, confirmation, progress);
        this.confirmation = confirmation;
        this.progress = progress;
        this.statuses = statuses;
        this.threads = workplace.threads();
    }

    /** Does it all; blocks. */
    Results run(Collection<Repository> repositories, Collection<FollowedImage> images, FollowedImages followed)
            throws IOException, InterruptedException {
        try (Interruption interruption = new Interruption(deployments, threads, progress, statuses);
                deployments) {
            List<Future<?>> all = new ArrayList<>();
            for (ServiceRequest request : deployments.leftOver()) {
                String title = "Resume " + request.title();
                all.add(start(results, title, () -> deployments.resume(request).ifPresent(results::add)));
            }
            await(all);
            for (Repository repository : repositories) {
                all.add(start(results, repository.name().toString(), () -> carryOut(repository)));
            }
            for (FollowedImage image : images) {
                all.add(start(results, image.image().toString(), () -> carryOut(image, followed)));
            }
            await(all);
            return results;
        }
    }

    /** A part of the pass. It tells why it fails; its failure ends nothing else. */
    private interface Part {
        void run() throws ExitException, IOException, ExecutionException, InterruptedException;
    }

    private Future<?> start(Results results, String title, Part part) {
        Callable<Void> guarded = () -> {
            try {
                part.run();
            } catch (ExitException e) {
                if (e.exitCode() == ExitCode.REFUSED) {
                    results.refuse(title + ": " + e.getMessage());
                } else {
                    results.fail(title + ": " + e.getMessage());
                }
            } catch (IOException e) {
                results.fail(title + ": " + e.getMessage());
            }
            return null;
        };
        return threads.submit(guarded);
    }

    private static void await(List<Future<?>> parts) throws InterruptedException {
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException) {
                    throw new InterruptedException();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void carryOut(FollowedImage image, FollowedImages followed) throws IOException, InterruptedException {
        List<Future<?>> parts = new ArrayList<>();
        List<ServiceRule> good = Collections.synchronizedList(new ArrayList<>());
        for (ServiceRule service : image.services()) {
            String title =
                    "Deploy " + service.kind().name() + " on " + service.host().name();
            ServiceRequest request = request(service, image.image());
            parts.add(start(results, title, () -> {
                List<Deployment> made = deploy(results, title, service, request, Optional.empty());
                if (!made.isEmpty() && made.stream().allMatch(Deployment::isGood)) {
                    good.add(service);
                }
            }));
        }
        await(parts);
        if (good.size() == image.services().size()) {
            followed.done(image);
        }
    }

    private void carryOut(Repository repository) throws ExitException, IOException, InterruptedException {
        if (!confirmation.allows(Level.HARMLESS, "read the heads of " + repository.name())) {
            return;
        }
        List<Future<?>> parts = new ArrayList<>();
        for (Plan plan : plans(repository.name())) {
            String title = repository.name() + " " + plan.revision().head().name();
            parts.add(start(results, title, () -> carryOut(plan)));
        }
        await(parts);
    }

    private List<Plan> plans(RepositoryName repository) throws ExitException, IOException, InterruptedException {
        Progress.Step step = progress.begin("Read " + repository);
        try {
            List<Plan> plans = new ArrayList<>();
            for (Revision revision : heads(repository)) {
                plans.add(Planner.plan(rules, revision, lookUps.of(Planner.lookUps(rules, revision))));
            }
            step.done(
                    plans.isEmpty()
                            ? "the rules name no live head"
                            : plans.stream()
                                    .map(plan -> plan.revision().head() + " is at "
                                            + plan.revision().brief())
                                    .collect(Collectors.joining(", ")));
            return plans;
        } catch (ExitException | IOException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    private List<Revision> heads(RepositoryName repository) throws ExitException, IOException, InterruptedException {
        if (options.branches().isEmpty()) {
            return revisions.live(repository, Planner.liveHeads(rules).getOrDefault(repository, Set.of()));
        }
        List<Revision> heads = new ArrayList<>();
        for (String name : options.branches()) {
            heads.add(revisions.branch(repository, name));
        }
        return heads;
    }

    /** GitHub is told in the background, before and after. */
    private void carryOut(Plan plan) throws InterruptedException {
        Revision revision = plan.revision();
        Optional<Statuses> shown = statuses.filter(there -> there.areOf(revision.repository())
                && confirmation.allows(
                        Level.AVERAGE,
                        "show on GitHub what becomes of " + revision.repository() + " " + revision.brief()));
        shown.ifPresent(there ->
                there.show(revision.repository(), revision.commit(), CommitState.PENDING, "being built and deployed"));
        Results results = this.results.part();
        try {
            carryOut(plan, results);
        } catch (InterruptedException e) {
            shown.ifPresent(there -> there.show(
                    revision.repository(), revision.commit(), CommitState.ERROR, "interrupted before the end"));
            throw e;
        }
        shown.ifPresent(
                there -> there.show(revision.repository(), revision.commit(), results.state(), results.summary()));
    }

    private void carryOut(Plan plan, Results results) throws InterruptedException {
        String title =
                plan.revision().repository() + " " + plan.revision().head().name();
        Map<BuildKey, Future<Optional<ImageName>>> builds = new LinkedHashMap<>();
        for (BuildTask build : plan.builds()) {
            builds.put(build.key(), workshop.start(build, plan));
        }
        List<Future<?>> parts = new ArrayList<>();
        for (BuildTask build : plan.builds()) {
            parts.add(start(results, title + ": " + build.title(), () -> {
                if (get(builds.get(build.key())).isEmpty() && build.staging().isPresent()) {
                    results.leaveOut();
                }
            }));
        }
        for (PublishTask publication : plan.publications()) {
            parts.add(start(
                    results, title + ": " + publication.title(), () -> publish(results, plan, publication, builds)));
        }
        for (DeployTask deployment : plan.deployments()) {
            if (deployment instanceof DeployTask.Unikernel unikernel) {
                parts.add(start(
                        results, title + ": " + unikernel.title(), () -> deploy(results, plan, unikernel, builds)));
            }
        }
        await(parts);
    }

    private void publish(
            Results results, Plan plan, PublishTask publication, Map<BuildKey, Future<Optional<ImageName>>> builds)
            throws IOException, InterruptedException {
        List<DeployTask.Service> followers = plan.deployments().stream()
                .filter(task -> task instanceof DeployTask.Service service
                        && service.image().equals(publication))
                .map(DeployTask.Service.class::cast)
                .toList();
        Map<BuildKey, ImageName> images = new LinkedHashMap<>();
        for (BuildKey key : publication.builds()) {
            Optional<ImageName> image;
            try {
                image = get(builds.get(key));
            } catch (IOException e) {
                progress.tell(publication.title() + ": not done, because a build failed");
                return;
            }
            image.ifPresent(built -> images.put(key, built));
        }
        Deadline deadline = Deadline.in(options.timeout());
        Optional<ImageName> there = images.size() == publication.builds().size()
                ? publisher.published(publication, images, deadline)
                : Optional.empty();
        String what = "publish " + publication.name();
        boolean confirmed = there.isPresent()
                || images.size() == publication.builds().size() && confirmation.allows(Level.ABOVE_AVERAGE, what);
        if (!confirmed) {
            results.leaveOut();
            if (images.size() < publication.builds().size()) {
                confirmation.follows(what);
            }
            followers.forEach(follower -> confirmation.follows(lowerCase(follower.title())));
            return;
        }
        ImageName published = there.isPresent() ? there.get() : publish(publication, images, deadline);
        List<Future<?>> parts = new ArrayList<>();
        for (DeployTask.Service follower : followers) {
            ServiceRequest request = request(follower.service(), published).withOrigin(origin(plan.revision()));
            parts.add(start(
                    results,
                    follower.title(),
                    () -> deploy(
                            results, follower.title(), follower.service(), request, Optional.of(plan.revision()))));
        }
        await(parts);
    }

    private void deploy(
            Results results, Plan plan, DeployTask.Unikernel task, Map<BuildKey, Future<Optional<ImageName>>> builds)
            throws ExitException, IOException, InterruptedException {
        Optional<ImageName> image = Optional.empty();
        boolean complete = true;
        for (BuildKey key : task.builds()) {
            try {
                Optional<ImageName> built = get(builds.get(key));
                complete &= built.isPresent();
                image = key.equals(task.build()) ? built : image;
            } catch (IOException e) {
                progress.tell(task.title() + ": not done, because a build failed");
                return;
            }
        }
        if (plan.build(task.build()).staging().isEmpty()) {
            throw new ExitException(
                    ExitCode.REFUSED,
                    "a unikernel is deployed from where its build is kept; say \"staging\" in the \"defaults\" of the"
                            + " rules");
        }
        if (!complete) {
            results.leaveOut();
            confirmation.follows(lowerCase(task.title()));
            return;
        }
        UnikernelDeployment rule = task.unikernel();
        ServiceRequest request = request(rule.host(), rule.unikernel(), image.orElseThrow(), rule.health(), rule.url())
                .withOrigin(origin(plan.revision()));
        WantedUnikernel wanted = new WantedUnikernel(
                task.target(), task.architecture(), Optional.of(task.binary()), UnikernelSetUp.of(rule));
        deployments
                .deployUnikernel(
                        task.title(), request.withLimits(request.limits().withSettle(rule.settle())), wanted)
                .ifPresentOrElse(results::add, results::leaveOut);
    }

    private ImageName publish(PublishTask publication, Map<BuildKey, ImageName> images, Deadline deadline)
            throws IOException, InterruptedException {
        Progress.Step step = progress.begin(publication.title());
        try {
            ImageName published = publisher.publish(publication, images, deadline);
            step.done("published as " + published);
            return published;
        } catch (IOException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    private List<Deployment> deploy(
            Results results, String title, ServiceRule service, ServiceRequest request, Optional<Revision> revision)
            throws ExitException, IOException, InterruptedException {
        List<Deployment> made;
        if (service.kind() instanceof ServiceRule.Stack stack) {
            made = withClient(
                    stack.file(),
                    service,
                    revision,
                    (file, client) -> deployments.deployStack(title, request, file, client));
        } else if (service.kind() instanceof ServiceRule.Compose project) {
            made = withClient(
                    project.file(),
                    service,
                    revision,
                    (file, client) -> deployments.deployCompose(title, request, file, client));
        } else {
            made = deployments.deploy(title, request).stream().toList();
        }
        made.forEach(results::add);
        if (made.isEmpty()) {
            results.leaveOut();
        }
        return made;
    }

    /** A deployment that the docker client makes. */
    private interface ByClient {
        List<Deployment> deploy(ComposeFile file, ClientAccess client)
                throws ExitException, IOException, InterruptedException;
    }

    private List<Deployment> withClient(
            String path, ServiceRule service, Optional<Revision> revision, ByClient deployment)
            throws ExitException, IOException, InterruptedException {
        if (revision.isEmpty()) {
            throw new ExitException(
                    ExitCode.REFUSED,
                    "a followed image has no repository that the compose file could come from; run it as a service");
        }
        ComposeFile file = ComposeFiles.of(revisions.snapshot(revision.get()), path);
        try (ClientAccess client = workplace.clientAccess(service.host())) {
            return deployment.deploy(file, client);
        }
    }

    private ServiceRequest request(ServiceRule service, ImageName image) {
        return request(service.host(), service.kind().name(), image, service.health(), service.url());
    }

    private ServiceRequest request(
            Host host, String name, ImageName image, Optional<HealthCheck> health, Optional<URI> url) {
        ServiceRequest request = ServiceRequest.of(host.name(), name, image, Instant.now())
                .withForce(options.force())
                .withLimits(TimeLimits.DEFAULT.withTotal(options.timeout()));
        if (health.isPresent()) {
            request = request.withHealth(health.get());
        }
        return url.isPresent() ? request.withUrl(url.get()) : request;
    }

    private static Origin origin(Revision revision) {
        return new Origin(revision.repository(), revision.head().name(), revision.commit());
    }

    private static String lowerCase(String title) {
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    /** What a build made; it fails as the build failed. */
    private static Optional<ImageName> get(Future<Optional<ImageName>> build) throws IOException, InterruptedException {
        try {
            return build.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.pipeline;

import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.BuildCredentials;
import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.BuildRecordFile;
import io.jenkins.plugins.deployer.image.BuiltImage;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Docker;
import io.jenkins.plugins.deployer.image.ImageBuilder;
import io.jenkins.plugins.deployer.image.ImagePush;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.Publisher;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.jenkins.steps.PlanMap;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.process.SearchPath;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.service.RollOuts;
import io.jenkins.plugins.deployer.service.ServiceMachine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Surroundings;
import io.jenkins.plugins.deployer.source.GitUrl;
import io.jenkins.plugins.deployer.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The steps of {@code deployer()} without Jenkins: the engine itself, for one branch of one repository. */
final class RealSteps implements PipelineRun.Steps, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rules rules;
    private final RepositoryName repository;
    private final String branch;
    private final Sources sources;
    private final RegistryClient registries = new RegistryClient(Logins.NONE, Set.of(), line -> {});
    private final Staging staging;
    private final Publisher publisher = new Publisher(registries);
    private final ImageBuilder builder;
    private final ImagePush push;
    private final Engines engines = new Engines();
    private final HttpHealthWatch health = new HttpHealthWatch(Clock.systemUTC());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<BuildKey, ImageName> images = new LinkedHashMap<>();
    private Plan plan;

    /** @param state a directory that is kept between runs */
    RealSteps(RealDocker docker, Rules rules, RepositoryName repository, String branch, Path state) {
        this.rules = rules;
        this.repository = repository;
        this.branch = branch;
        this.sources = new Sources(state.resolve("git"));
        this.staging = new Staging(registries, new BuildRecordFile(state));
        Docker client = new Docker(SearchPath.ofThisProcess(), docker.environment());
        this.builder = new ImageBuilder(client, state.resolve("building"), BuildCredentials.ENVIRONMENT);
        this.push = new ImagePush(client, state.resolve("building"), Logins.NONE, registries);
    }

    @Override
    public Object run(StepCall call) throws IOException, InterruptedException {
        Map<?, ?> arguments = call.argument() instanceof Map<?, ?> map ? map : Map.of();
        return switch (call.name()) {
            case "deployerPlan" -> plan();
            case "buildImage" -> build(new BuildKey((String) arguments.get("key")));
            case "publishImage" ->
                publish((String) arguments.get("publication")).toString();
            case "deployDockerService" -> deploy(arguments);
            default -> null;
        };
    }

    private Map<String, Object> plan() throws IOException, InterruptedException {
        String commit = sources.head(url(), branch).orElseThrow();
        String tree = sources.fetch(url(), commit).tree();
        Revision revision = new Revision(repository, new Head.Branch(branch), commit, tree);
        plan = Planner.plan(rules, revision, Map.of());
        images.clear();
        for (BuildTask build : plan.builds()) {
            staging.find(build, place(build), revision, deadline())
                    .map(BuildRecord::image)
                    .ifPresent(image -> images.put(build.key(), image));
        }
        return PlanMap.of(plan, "inline", images.keySet());
    }

    private String build(BuildKey key) throws IOException, InterruptedException {
        BuildTask build = plan.build(key);
        BuiltImage image = builder.build(
                build, sources.fetch(url(), plan.revision().commit()).context(false), line -> {});
        String digest = push.push(image, place(build), deadline(), line -> {});
        images.put(
                key,
                staging.add(build, place(build), digest, plan.revision(), image.took())
                        .image());
        return digest;
    }

    private ImageName publish(String title) throws IOException, InterruptedException {
        PublishTask publication = plan.publications().stream()
                .filter(task -> task.title().equals(title))
                .findFirst()
                .orElseThrow();
        return publisher.publish(publication, images, deadline());
    }

    private Map<String, Object> deploy(Map<?, ?> arguments) throws IOException, InterruptedException {
        ServiceRequest request = ServiceRequest.of(
                        (String) arguments.get("host"),
                        (String) arguments.get("service"),
                        ImageName.parse((String) arguments.get("image")),
                        Instant.now())
                .withOrigin(new Origin(repository, branch, plan.revision().commit()));
        RollOutMachine machine = new ServiceMachine(new Surroundings(
                Clock.systemUTC(),
                host -> engines.engine((Host.Docker) rules.hosts().get(host)),
                Logins.NONE,
                image -> registries.resolve(image, deadline()),
                (name, head) -> sources.head(url(), head),
                Quarantine.NONE,
                health,
                threads));
        try (RollOuts rollOuts = new RollOuts(machine, new Unsaved(), 1)) {
            Ending ending =
                    rollOuts.drive(RollOut.begin(request)).end().join().ending().orElseThrow();
            if (ending.outcome() != Outcome.LIVE && ending.outcome() != Outcome.UNCHANGED) {
                throw new IOException(ending.reason());
            }
            return new LinkedHashMap<>(Map.of("outcome", ending.outcome().toString()));
        }
    }

    /** Keeps nothing: these roll-outs are not interrupted. */
    private static final class Unsaved implements RollOuts.Diary {
        @Override
        public void save(RollOut state) {}

        @Override
        public void log(ServiceRequest request, String line) {}
    }

    private ImageName place(BuildTask build) {
        return Staging.place(build, plan).orElseThrow();
    }

    private GitUrl url() {
        return new GitUrl(rules.url(repository).toString());
    }

    private static Deadline deadline() {
        return Deadline.in(PATIENCE);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        health.close();
        engines.close();
    }
}

package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployHost;
import io.jenkins.plugins.deployer.jenkins.deploy.Deploying;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.Follower;
import io.jenkins.plugins.deployer.jenkins.deploy.Hosts;
import io.jenkins.plugins.deployer.jenkins.deploy.Outside;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.deploy.Runs;
import io.jenkins.plugins.deployer.jenkins.deploy.UnderWay;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a deployment of the plugin costs while it waits for its turn, with all that the controller keeps of it. */
final class WaitingTurns implements Row {
    private static final int DEPLOYMENTS = 1000;

    @Override
    public String name() {
        return "turns";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        PushedImage image = world.docker().push(TestImage.serving("its turn lasts an hour"));
        Services.create(world, "1h", List.of("turns"), image);
        Path home = world.docker().directory("turns");
        ExecutorService pulls = Executors.newCachedThreadPool();
        HttpHealthWatch health = new HttpHealthWatch(Clock.systemUTC());
        DeploymentStore store = DeploymentStore.open(home.resolve("services"), () -> 100, System.err::println);
        try (Engines engines = new Engines();
                Deploying deploying = Deploying.open(
                        home.resolve("under-way"),
                        store,
                        new Outside(
                                Clock.systemUTC(),
                                new OneHost(engines),
                                new NoRuns(),
                                health,
                                pulls,
                                System.err::println,
                                Duration.ofSeconds(15)))) {
            deploying.start();
            // Whatever is made once, for any number of deployments, is there then.
            for (int i = 0; i < 50; i++) {
                begin(world, deploying, image, i);
            }
            int threadsBefore = settledThreads();
            long heapBefore = Footprint.heap();
            for (int i = 0; i < DEPLOYMENTS; i++) {
                begin(world, deploying, image, 50 + i);
            }
            double kibibytes = (Footprint.heap() - heapBefore) / 1024.0 / DEPLOYMENTS;
            int threads = settledThreads() - threadsBefore;
            if (deploying.underWay().size() != DEPLOYMENTS + 50) {
                throw new IOException("Only " + deploying.underWay().size() + " deployments wait");
            }
            return List.of(
                    Line.limited(
                            "Heap of a deployment of the plugin that waits for its turn, of 1,000 at once",
                            String.format(Locale.ROOT, "%.1f KiB", kibibytes),
                            "64 KiB",
                            kibibytes <= 64),
                    Line.limited(
                            "Threads that a thousand of them add",
                            Integer.toString(threads),
                            "none each",
                            threads < DEPLOYMENTS / 100));
        } finally {
            health.close();
            pulls.shutdownNow();
        }
    }

    @Override
    public String notes() {
        return "A thousand deployments of one service, asked for by a thousand jobs, behind one whose monitor period is an"
                + " hour: what the plugin keeps of each, without Jenkins' own objects for its Pipeline. Each is on the"
                + " disk before it counts.";
    }

    private static void begin(World world, Deploying deploying, PushedImage image, int number) throws IOException {
        ServiceRequest request = ServiceRequest.of(
                "toxis",
                "turns",
                ImageName.parse(image.byDigest()),
                Clock.systemUTC().instant());
        DeployHost host = DeployHost.ofRules(
                new Host.Docker("toxis", Optional.empty(), world.docker().sshEndpoint()));
        Asker asker = new Asker("acme/web/branch-" + number + "#1", Optional.empty(), Optional.of("push by alice"));
        deploying.begin(UnderWay.asked(request, asker, Deployment.Cause.PUSH, host, image.byDigest()), new Follower() {
            @Override
            public void tell(String line) {}

            @Override
            public void ended(RecordedDeployment deployment) {
                System.err.println("ended: " + deployment.deployment().reason());
            }
        });
    }

    /** The pool that drives has a fixed number of threads, each made when it is first of use: once it has them all. */
    private static int settledThreads() throws InterruptedException {
        int before = -1;
        int now = Footprint.threads();
        while (now > before) {
            before = now;
            now = Footprint.threads();
        }
        return now;
    }

    private record OneHost(Engines engines) implements Hosts {
        @Override
        public Engine engine(DeployHost host) throws EngineException {
            return engines.engine((Host.Docker) host.host());
        }

        @Override
        public UnikernelHost unikernels(DeployHost host) {
            throw new AssertionError("no unikernels are deployed here");
        }

        @Override
        public UnikernelBinaries binaries(DeployHost host) {
            throw new AssertionError("no unikernels are deployed here");
        }

        @Override
        public Logins logins(DeployHost host) {
            return Logins.NONE;
        }

        @Override
        public DockerClient client(DeployHost host) {
            return DockerClient.NONE;
        }

        @Override
        public Digests digests(DeployHost host) {
            return name -> name.digest().orElseThrow();
        }
    }

    private static final class NoRuns implements Runs {
        @Override
        public boolean isOver(String run) {
            return false;
        }

        @Override
        public Optional<String> head(String job) {
            return Optional.empty();
        }

        @Override
        public void record(RecordedDeployment deployment) {}
    }
}

package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.ClientProcess;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.TimeLimits;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A controller in a process of its own, which deploys one image as one service of a real engine, or goes on with that, and
 * prints what a step would be told.
 */
final class DeployingProcess {
    /** More than a busy machine needs to notice that a container ended. */
    private static final Duration SETTLE = Duration.ofSeconds(4);

    private DeployingProcess() {}

    /** A real engine; every image of the tests has a digest. */
    record RealHosts(Engines engines) implements Hosts {
        @Override
        public Engine engine(DeployHost host) throws EngineException {
            return engines.engine((Host.Docker) host.host());
        }

        @Override
        public UnikernelHost unikernels(DeployHost host) {
            throw new AssertionError("nobody deploys unikernels");
        }

        @Override
        public UnikernelBinaries binaries(DeployHost host) {
            throw new AssertionError("nobody deploys unikernels");
        }

        @Override
        public Logins logins(DeployHost host) {
            return Logins.NONE;
        }

        @Override
        public DockerClient client(DeployHost host) {
            return ClientProcess.with(Map.of());
        }

        @Override
        public Digests digests(DeployHost host) {
            return name -> {
                throw new AssertionError("every image of the tests has a digest");
            };
        }
    }

    /** @param arguments the controller's home, the engine's endpoint, the service, the image, and the id of the request */
    public static void main(String[] arguments) throws IOException {
        Engines engines = new Engines();
        Controller controller = new Controller(Path.of(arguments[0]), Clock.systemUTC(), new RealHosts(engines));
        Ears ears = new Ears() {
            @Override
            public void tell(String line) {
                System.out.println(line);
            }
        };
        controller.deploying().begin(ask(arguments[1], arguments[2], arguments[3], arguments[4]), ears);
        Deployment end = ears.await();
        System.out.println("ended: " + end.outcome().label());
        controller.close();
        engines.close();
    }

    static UnderWay ask(String endpoint, String service, String image, String id) {
        DeployHost host = DeployHost.ofRules(new Host.Docker("toxis", Optional.empty(), endpoint));
        ServiceRequest request = ServiceRequest.of(
                "toxis", service, ImageName.parse(image), Clock.systemUTC().instant());
        ServiceRequest named = new ServiceRequest(
                id,
                request.host(),
                request.service(),
                request.image(),
                request.origin(),
                request.build(),
                request.rules(),
                request.health(),
                request.url(),
                request.force(),
                request.stack(),
                request.asked(),
                TimeLimits.DEFAULT.withTotal(Duration.ofSeconds(90)).withSettle(SETTLE));
        return UnderWay.asked(
                named,
                new Asker("acme/web/live#7", Optional.empty(), Optional.empty()),
                Deployment.Cause.PUSH,
                host,
                image);
    }
}

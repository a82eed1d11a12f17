package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildOptions;
import io.jenkins.plugins.deployer.rules.Defaults;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small rules to plan with. */
public final class Examples {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    public static final String TREE = "89abcdef0123456789abcdef0123456789abcdef";
    public static final RepositoryName BASE_IMAGES = new RepositoryName("ocurrent", "docker-base-images");
    public static final RepositoryName MIRAGE_WWW = new RepositoryName("mirage", "mirage-www");
    public static final Host.Docker TOXIS =
            new Host.Docker("toxis", Optional.empty(), "ssh://deployer@toxis.example.org");
    public static final Host.Albatross ROBUR =
            new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", "mirage");
    public static final BuildOptions PLAIN =
            new BuildOptions(Map.of(), Optional.empty(), false, true, false, List.of(), List.of());

    private Examples() {}

    /** A service and a unikernel. */
    public static Rules rules() {
        return rules(
                new Repository(
                        BASE_IMAGES,
                        List.of(image(PLAIN, Architecture.X86_64, Architecture.RISCV64)
                                .with(deployment(branch("live"), "ocurrent/base-images:live", builder())))),
                new Repository(
                        MIRAGE_WWW, List.of(unikernel(UnikernelTarget.HVT, www()), unikernel(UnikernelTarget.XEN))));
    }

    public static Rules rules(Repository... repositories) {
        Map<RepositoryName, Repository> byName = new LinkedHashMap<>();
        for (Repository repository : repositories) {
            byName.put(repository.name(), repository);
        }
        return new Rules(
                URI.create("https://github.com"),
                new Defaults(
                        Optional.of(ImageName.parse("registry.example.org/staging")),
                        Duration.ofMinutes(50),
                        Optional.of("#deployments"),
                        List.of(Architecture.X86_64)),
                Map.of(Architecture.X86_64, "linux && docker"),
                Map.of(TOXIS.name(), TOXIS, ROBUR.name(), ROBUR),
                byName,
                List.of());
    }

    /** Rules for one repository, {@link #BASE_IMAGES}. */
    public static Rules rules(Build... builds) {
        return rules(new Repository(BASE_IMAGES, List.of(builds)));
    }

    public static ImageBuild image(BuildOptions options, Architecture... architectures) {
        return new ImageBuild(new Dockerfile.At("Dockerfile"), options, architectures);
    }

    public static BuildOptions arguments(Map<String, BuildArgument> arguments) {
        return new BuildOptions(arguments, Optional.empty(), false, true, false, List.of(), List.of());
    }

    public static Build unikernel(UnikernelTarget target, UnikernelDeployment... deployments) {
        return unikernel(target, "/unikernel", deployments);
    }

    /** @param binary where it is in the image */
    public static Build unikernel(UnikernelTarget target, String binary, UnikernelDeployment... deployments) {
        return new Build.Unikernel(
                new Dockerfile.At("Dockerfile"),
                target,
                binary,
                List.of(Architecture.X86_64),
                arguments(Map.of("EXTRA_FLAGS", new BuildArgument.Given("--tls=true"))),
                Duration.ofMinutes(50),
                List.of(deployments));
    }

    public static ImageDeployment deployment(LiveHead head, String image, ServiceRule... services) {
        return new ImageDeployment(head, ImageName.parse(image), List.of(services), false, Optional.empty());
    }

    public static ServiceRule service(String name) {
        return new ServiceRule(
                new ServiceRule.Swarm(name), TOXIS, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static LiveHead branch(String name) {
        return new LiveHead(LiveHead.Kind.BRANCH, name);
    }

    public static LiveHead tag(String pattern) {
        return new LiveHead(LiveHead.Kind.TAG, pattern);
    }

    public static Revision revision(Head head) {
        return new Revision(BASE_IMAGES, head, COMMIT, TREE);
    }

    public static Revision live() {
        return revision(new Head.Branch("live"));
    }

    private static ServiceRule builder() {
        URI url = URI.create("https://images.ci.ocaml.org");
        return new ServiceRule(
                new ServiceRule.Swarm("base-images_builder"),
                TOXIS,
                Optional.of(url),
                Optional.of(new HealthCheck(url.resolve("/healthz"), 200, Duration.ofMinutes(1))),
                Optional.empty());
    }

    /** Deployed on {@link #ROBUR} from {@code live}, with nothing but a name. */
    public static UnikernelDeployment unikernel(String name) {
        return new UnikernelDeployment(
                branch("live"),
                name,
                ROBUR,
                32,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static UnikernelDeployment www() {
        return new UnikernelDeployment(
                branch("master"),
                "www",
                ROBUR,
                512,
                Map.of("service", "br0"),
                Map.of(),
                List.of("--hook=/update"),
                Optional.empty(),
                Duration.ofSeconds(10),
                Optional.of(URI.create("https://mirage.io")),
                Optional.empty(),
                Optional.of("#mirage"));
    }

    /** An image build that is deployed nowhere yet. */
    public record ImageBuild(Dockerfile dockerfile, BuildOptions options, Architecture... architectures) {
        public Build with(ImageDeployment... deployments) {
            return lasting(Duration.ofMinutes(50), deployments);
        }

        public Build lasting(Duration timeout, ImageDeployment... deployments) {
            return new Build.Image(dockerfile, List.of(architectures), options, timeout, List.of(deployments));
        }
    }
}

package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code repositories:} and their builds. */
final class RepositoriesReader {
    private static final List<Form> BUILDS = List.of(Form.IMAGE_BUILD, Form.UNIKERNEL_BUILD);

    private final Values values;
    private final Claims claims;
    private final Defaults defaults;
    private final ArgumentsReader arguments;
    private final OptionsReader options;
    private final DeploymentsReader deployments;

    RepositoriesReader(Values values, Claims claims, Defaults defaults, ServicesReader services) {
        this.values = values;
        this.claims = claims;
        this.defaults = defaults;
        arguments = new ArgumentsReader(values);
        options = new OptionsReader(values, arguments);
        deployments = new DeploymentsReader(values, claims, services, defaults);
    }

    Map<RepositoryName, Repository> read(List<Values.Named> entries) {
        Map<RepositoryName, Repository> repositories = new LinkedHashMap<>();
        for (Values.Named entry : entries) {
            Optional<RepositoryName> name = values.made(entry.key(), () -> RepositoryName.parse(entry.name()));
            name.ifPresent(value -> claims.repository(entry.key(), value));
            List<Build> builds = values.fields(entry.value(), Form.REPOSITORY)
                    .map(this::builds)
                    .orElse(List.of());
            if (name.isPresent() && !builds.isEmpty()) {
                repositories.put(name.get(), new Repository(name.get(), builds));
            }
        }
        return repositories;
    }

    private List<Build> builds(Fields repository) {
        Map<String, BuildArgument> shared = arguments.read(repository, "buildArgs");
        return repository
                .filledList(
                        "builds", item -> values.fields(item, "a build", BUILDS).flatMap(build -> build(build, shared)))
                .orElse(List.of());
    }

    /** @param shared the build arguments of the repository, which the build's own take precedence over */
    private Optional<Build> build(Fields fields, Map<String, BuildArgument> shared) {
        boolean image = fields.form() == Form.IMAGE_BUILD;
        Optional<Dockerfile> dockerfile = dockerfile(fields.place(image ? "docker" : "unikernel"), image);
        List<Architecture> architectures = fields.value("architectures")
                .flatMap(value -> ArchitecturesReader.read(values, value))
                .orElse(image ? defaults.architectures() : List.of(Architecture.X86_64));
        Duration timeout = fields.duration("timeout").orElse(defaults.timeout());
        BuildOptions own = fields.value("options")
                .flatMap(value -> values.fields(value, image ? Form.IMAGE_OPTIONS : Form.UNIKERNEL_OPTIONS))
                .map(options::read)
                .orElse(BuildOptions.NONE);
        if (image) {
            List<ImageDeployment> deploy = deployments.images(fields);
            BuildOptions all = own.withDefaultArguments(shared);
            return dockerfile.flatMap(file ->
                    values.made(fields.place(), () -> new Build.Image(file, architectures, all, timeout, deploy)));
        }
        Optional<UnikernelTarget> target = fields.parsed("target", UnikernelTarget::parse);
        Optional<String> binary =
                fields.parsed("binary", text -> Checked.absolutePath("the path of the unikernel", text));
        BuildOptions all =
                own.withDefaultArguments(arguments.read(fields, "args")).withDefaultArguments(shared);
        List<UnikernelDeployment> deploy = deployments.unikernels(fields);
        if (dockerfile.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return values.made(
                fields.place("deploy", "args"),
                () -> new Build.Unikernel(
                        dockerfile.get(),
                        target.get(),
                        binary.orElse(Build.Unikernel.defaultBinary(target.get())),
                        architectures,
                        all,
                        timeout,
                        deploy));
    }

    private Optional<Dockerfile> dockerfile(Yaml value, boolean image) {
        if (value instanceof Yaml.Mapping) {
            return values.fields(value, Form.DOCKERFILE)
                    .flatMap(fields -> fields.parsed("contents", Dockerfile.Contents::new));
        }
        return values.parsed(image ? "\"docker\"" : "\"unikernel\"", value, Dockerfile.At::new);
    }
}

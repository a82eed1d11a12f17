package io.jenkins.plugins.deployer.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code options:} of a build. */
final class OptionsReader {
    private final Values values;
    private final ArgumentsReader arguments;

    OptionsReader(Values values, ArgumentsReader arguments) {
        this.values = values;
        this.arguments = arguments;
    }

    /** Where nothing else is asked for, BuildKit builds, unless it is to squash. */
    BuildOptions read(Fields fields) {
        Map<String, BuildArgument> given =
                fields.form() == Form.IMAGE_OPTIONS ? arguments.read(fields, "buildArgs") : Map.of();
        Optional<String> target = fields.parsed("target", BuildOptions::checkedTarget);
        boolean squash = fields.flag("squash").orElse(false);
        boolean buildkit = fields.flag("buildkit").orElse(!squash);
        boolean includeGit = fields.flag("includeGit").orElse(false);
        List<BuildSecret> secrets = once(fields, "secrets", this::secret, BuildSecret::id, "two secrets have the id ");
        List<String> ulimits = once(fields, "ulimit", this::ulimit, Ulimit::checkedName, "two limits are for ");
        return values.made(
                        fields.place("buildkit", "squash"),
                        () -> new BuildOptions(given, target, squash, buildkit, includeGit, secrets, ulimits))
                .orElse(BuildOptions.NONE);
    }

    private <T> List<T> once(
            Fields fields, String key, Function<Yaml, Optional<T>> reader, Function<T, String> name, String sentence) {
        List<String> seen = new ArrayList<>();
        return fields.list(key, item -> reader.apply(item).filter(value -> {
                    boolean first = !seen.contains(name.apply(value));
                    seen.add(name.apply(value));
                    if (!first) {
                        values.problems().add(item, sentence + Quoted.text(name.apply(value)));
                    }
                    return first;
                }))
                .orElse(List.of());
    }

    private Optional<String> ulimit(Yaml item) {
        return values.parsed("a limit", item, text -> {
            Ulimit.checkedName(text);
            return text;
        });
    }

    private Optional<BuildSecret> secret(Yaml item) {
        if (!(item instanceof Yaml.Mapping)) {
            return values.parsed("a build secret", item, BuildSecret::parse);
        }
        return values.fields(item, Form.SECRET).flatMap(fields -> {
            Optional<BuildSecret.Source> source = fields.only("src", "env", "credential")
                    .flatMap(key -> switch (key) {
                        case "src" -> fields.parsed("src", BuildSecret.File::new);
                        case "env" -> fields.parsed("env", BuildSecret.Environment::new);
                        default -> fields.parsed("credential", BuildSecret.Credential::new);
                    });
            return source.flatMap(value -> fields.parsed("id", id -> new BuildSecret(id, value)));
        });
    }
}

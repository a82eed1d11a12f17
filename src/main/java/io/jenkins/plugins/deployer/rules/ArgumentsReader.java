package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads build arguments: values given, or looked up when the plan is made. */
final class ArgumentsReader {
    private static final List<Form> LOOK_UPS = List.of(Form.HEAD_OF, Form.DIGEST_OF);

    private final Values values;

    ArgumentsReader(Values values) {
        this.values = values;
    }

    Map<String, BuildArgument> read(Fields fields, String key) {
        Map<String, BuildArgument> arguments = new LinkedHashMap<>();
        for (Values.Named entry : fields.named(key).orElse(List.of())) {
            boolean named = values.made(entry.key(), () -> BuildOptions.checkedArgumentName(entry.name()))
                    .isPresent();
            Optional<BuildArgument> argument = argument(entry);
            if (named) {
                argument.ifPresent(value -> arguments.put(entry.name(), value));
            }
        }
        return arguments;
    }

    private Optional<BuildArgument> argument(Values.Named entry) {
        String what = Quoted.text(entry.name());
        if (entry.value() instanceof Yaml.Mapping) {
            return values.fields(entry.value(), "a looked-up value", LOOK_UPS)
                    .flatMap(fields -> fields.form() == Form.HEAD_OF ? headOf(fields) : digestOf(fields));
        }
        return values.parsed(what, entry.value(), BuildArgument.Given::new);
    }

    private static Optional<BuildArgument> headOf(Fields fields) {
        Optional<RepositoryName> repository = fields.parsed("git", RepositoryName::parse);
        Optional<LiveHead> branch = fields.parsed("branch", LiveHead::branch);
        return repository.flatMap(name -> branch.map(head -> new BuildArgument.HeadOf(name, head.name())));
    }

    private Optional<BuildArgument> digestOf(Fields fields) {
        Duration every = fields.duration("every").orElse(BuildArgument.DigestOf.DEFAULT_EVERY);
        return fields.parsed("image", text -> new BuildArgument.DigestOf(ImageName.parse(text), every));
    }
}

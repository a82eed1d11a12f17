package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads rules files. Does no I/O and keeps no state; time and memory are bounded whatever the file is.
 *
 * <p>A file is either right in every way or gives all problems at once: the first hundred in the order of the file, each
 * with its place, and the number of the others. Only what stops the YAML parser hides what comes after it.
 */
public final class RulesReader {
    /** The most bytes that a rules file may have: 16 MiB. */
    public static final int MOST_BYTES = 16 << 20;

    private static final int VERSION = 1;

    private final Values values;
    private final Claims claims;

    private RulesReader(Problems problems) {
        values = new Values(problems);
        claims = new Claims(problems);
    }

    /**
     * @param file what problems call the file
     * @param content the bytes of the file, UTF-8
     * @throws RulesException with every problem found
     */
    public static Rules read(String file, byte[] content) throws RulesException {
        Problems problems = new Problems();
        Optional<Rules> rules = Optional.empty();
        try {
            if (content.length > MOST_BYTES) {
                throw new YamlFault(1, 1, "a rules file has at most " + (MOST_BYTES >> 20) + " MiB; this one has more");
            }
            Yaml root = YamlComposer.compose(YamlText.decode(content), problems);
            rules = new RulesReader(problems).file(root);
        } catch (YamlFault e) {
            problems.add(e.line(), e.column(), e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw problems.exception(file);
        }
        return rules.orElseThrow();
    }

    private Optional<Rules> file(Yaml root) {
        Optional<Fields> fields = values.fields(root, Form.FILE);
        boolean readable =
                fields.filter(file -> !file.has("version") || isReadable(file)).isPresent();
        return readable ? Optional.of(rules(fields.get())) : Optional.empty();
    }

    /** Of a file of another version nothing else is read, as everything may mean something else there. */
    private boolean isReadable(Fields fields) {
        Optional<Integer> other = fields.integer("version", 1, 1_000).filter(number -> number != VERSION);
        other.ifPresent(number -> values.problems()
                .add(
                        fields.place("version"),
                        "this deployer reads version " + VERSION + " of the rules, not " + number));
        return other.isEmpty();
    }

    private Rules rules(Fields fields) {
        URI forge = fields.parsed("forge", text -> Rules.checkedForge(Checked.uri("the forge", text)))
                .orElse(Rules.GITHUB);
        Defaults defaults = fields.value("defaults")
                .flatMap(value -> values.fields(value, Form.DEFAULTS))
                .map(this::defaults)
                .orElse(Defaults.NONE);
        Map<Architecture, String> agents = agents(fields.named("agents").orElse(List.of()));
        Map<String, Optional<Host>> hosts =
                new HostsReader(values).read(fields.named("hosts").orElse(List.of()));
        ServicesReader services = new ServicesReader(values, claims, hosts);
        Map<RepositoryName, Repository> repositories = new RepositoriesReader(values, claims, defaults, services)
                .read(fields.named("repositories").orElse(List.of()));
        List<FollowedImage> images = fields.list("images", item -> values.fields(item, Form.FOLLOWED_IMAGE)
                        .flatMap(image -> image(image, services, defaults)))
                .orElse(List.of());
        Map<String, Host> readable = new LinkedHashMap<>();
        hosts.forEach((name, host) -> host.ifPresent(value -> readable.put(name, value)));
        return new Rules(forge, defaults, agents, readable, repositories, images);
    }

    private Defaults defaults(Fields fields) {
        Defaults none = Defaults.NONE;
        Optional<ImageName> staging = fields.parsed("staging", text -> Defaults.checkedStaging(ImageName.parse(text)));
        return new Defaults(
                staging,
                fields.duration("timeout").orElse(none.timeout()),
                fields.parsed("slack", text -> Checked.line("the Slack channel", text)),
                fields.value("architectures")
                        .flatMap(value -> ArchitecturesReader.read(values, value))
                        .orElse(none.architectures()));
    }

    private Map<Architecture, String> agents(List<Values.Named> entries) {
        Map<Architecture, String> agents = new EnumMap<>(Architecture.class);
        for (Values.Named entry : entries) {
            Optional<Architecture> architecture = ArchitecturesReader.one(values, entry.key(), entry.name());
            Optional<String> label = values.parsed(
                    Quoted.text(entry.name()), entry.value(), text -> Checked.line("the label of an agent", text));
            architecture.ifPresent(key -> label.ifPresent(value -> agents.put(key, value)));
        }
        return agents;
    }

    private Optional<FollowedImage> image(Fields fields, ServicesReader services, Defaults defaults) {
        Optional<ImageName> name = fields.parsed("image", text -> FollowedImage.checkedFollowed(ImageName.parse(text)));
        name.ifPresent(image -> claims.followed(fields.place("image"), image));
        var every = fields.duration("every").orElse(FollowedImage.DEFAULT_EVERY);
        List<ServiceRule> run = fields.filledList(
                        "services", item -> services.service(item, Form.FOLLOWED_SERVICE, defaults.slack()))
                .orElse(List.of());
        return name.filter(image -> !run.isEmpty()).map(image -> new FollowedImage(image, every, run));
    }
}

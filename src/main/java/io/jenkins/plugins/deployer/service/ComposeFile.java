package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A compose file of a repository, as far as we have to know it: which of its services run our image.
 *
 * @param name for people: its path
 * @param text all that is in it
 * @param version of its format; empty where it names none. Docker wants the same in a file that overrides it
 * @param members the services whose image is {@code $IMAGE}, in the order of the file; never empty
 */
public record ComposeFile(String name, String text, Optional<String> version, List<String> members) {
    private static final int LARGEST = 1024 * 1024;
    private static final Pattern OUR_IMAGE = Pattern.compile("\\$IMAGE|\\$\\{IMAGE(:?[?-][^}]*)?}");

    public ComposeFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(text);
        Objects.requireNonNull(version);
        members = List.copyOf(members);
    }

    /** @throws ServiceException if it cannot be read, or no service of it has the image {@code $IMAGE} */
    public static ComposeFile read(Path file) throws ServiceException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ServiceException(file + " is larger than a compose file may be, " + LARGEST + " bytes");
            }
            return of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (ServiceException e) {
            throw e;
        } catch (IOException e) {
            throw new ServiceException("the compose file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws ServiceException if it is no compose file, or no service of it has the image {@code $IMAGE} */
    public static ComposeFile of(String name, String text) throws ServiceException {
        if (!(parse(name, text) instanceof Map<?, ?> top) || !(top.get("services") instanceof Map<?, ?> services)) {
            throw new ServiceException(name + " is no compose file: it has no \"services\"");
        }
        List<String> members = new ArrayList<>();
        services.forEach((member, service) -> {
            Object image = service instanceof Map<?, ?> settings ? settings.get("image") : null;
            if (image instanceof String wanted && OUR_IMAGE.matcher(wanted).matches()) {
                members.add(String.valueOf(member));
            }
        });
        if (members.isEmpty()) {
            throw new ServiceException(
                    "no service of " + name + " runs what is deployed; write \"image: $IMAGE\" where it should");
        }
        return new ComposeFile(
                name, text, Optional.ofNullable(top.get("version")).map(String::valueOf), members);
    }

    /**
     * The same file, if it stands for itself: what else it would have the docker client read or run on its machine is
     * whatever that machine has, and no part of the commit.
     *
     * @throws ServiceException that names what the client would read or run
     */
    public ComposeFile selfContained() throws ServiceException {
        Optional<String> more = parse(name, text) instanceof Map<?, ?> top ? ClientSide.in(top) : Optional.empty();
        if (more.isPresent()) {
            throw new ServiceException(name + " has " + more.get()
                    + ", which the docker client would take from its own machine; say it in the file itself, or with"
                    + " external: true what is on the host already");
        }
        return this;
    }

    private static Object parse(String name, String text) throws ServiceException {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(100);
            options.setNestingDepthLimit(50);
            options.setAllowDuplicateKeys(false);
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw new ServiceException("the compose file " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What is laid over the file of a stack: labels of its services by member, and that Swarm puts back what fails.
     */
    ObjectNode stackOverride(Map<String, ObjectNode> labels) {
        return override(member -> {
            ObjectNode settings = JsonNodeFactory.instance.objectNode();
            ObjectNode deploy = settings.putObject("deploy");
            deploy.putObject("update_config").put("failure_action", "rollback");
            deploy.set("labels", escaped(labels.get(member)));
            return settings;
        });
    }

    /** What is laid over the file of a compose project: labels of its containers, the only place for them there. */
    ObjectNode projectOverride(ObjectNode labels) {
        return override(member -> {
            ObjectNode settings = JsonNodeFactory.instance.objectNode();
            settings.set("labels", escaped(labels));
            return settings;
        });
    }

    /** JSON, which is YAML too. */
    private ObjectNode override(Function<String, ObjectNode> settings) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        version.ifPresent(format -> root.put("version", format));
        ObjectNode services = root.putObject("services");
        members.forEach(member -> services.set(member, settings.apply(member)));
        return root;
    }

    /** The client puts variables in otherwise. */
    private static ObjectNode escaped(ObjectNode labels) {
        ObjectNode escaped = JsonNodeFactory.instance.objectNode();
        labels.properties()
                .forEach(label ->
                        escaped.put(label.getKey(), label.getValue().asText().replace("$", "$$")));
        return escaped;
    }
}

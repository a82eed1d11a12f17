package io.jenkins.plugins.deployer.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What in a compose file makes the docker client read files of its own machine, or run programs there (compose-spec;
 * docker/cli cli/compose/loader): a secret of a file, for one, would send any file that the client's user can read to the
 * host. An allow-list would have to follow each version of the format, so these are named.
 */
final class ClientSide {
    private static final List<String> TOP = List.of("include");
    /** Of one service. */
    private static final List<String> SERVICE = List.of("build", "develop", "env_file", "label_file", "provider");
    /** Of one secret or config. */
    private static final Set<String> SOURCES = Set.of("file", "environment", "template_driver");

    private ClientSide() {}

    /** The first of them, as one would look for it in the file; empty if there is none. */
    static Optional<String> in(Map<?, ?> file) {
        for (String key : TOP) {
            if (file.containsKey(key)) {
                return Optional.of("\"" + key + "\"");
            }
        }
        Optional<String> service = each(file.get("services"), ClientSide::ofService);
        return service.or(() -> each(file.get("secrets"), ClientSide::ofSource))
                .or(() -> each(file.get("configs"), ClientSide::ofSource));
    }

    private interface Look {
        Optional<String> at(Map<?, ?> settings);
    }

    private static Optional<String> each(Object named, Look look) {
        Collection<?> all = named instanceof Map<?, ?> map ? map.values() : List.of();
        return all.stream()
                .filter(Map.class::isInstance)
                .flatMap(one -> look.at((Map<?, ?>) one).stream())
                .findFirst();
    }

    private static Optional<String> ofService(Map<?, ?> service) {
        if (service.get("extends") instanceof Map<?, ?> other && other.containsKey("file")) {
            return Optional.of("\"extends: {file: …}\"");
        }
        return SERVICE.stream().filter(service::containsKey).findFirst().map(key -> "\"" + key + "\" in a service");
    }

    private static Optional<String> ofSource(Map<?, ?> source) {
        return SOURCES.stream()
                .filter(source::containsKey)
                .findFirst()
                .map(key -> "\"" + key + "\" in a secret or config");
    }
}

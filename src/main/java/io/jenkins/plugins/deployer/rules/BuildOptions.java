package io.jenkins.plugins.deployer.rules;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a Dockerfile is built.
 *
 * <p>Whether the engine at hand has what an option needs is known only when the build begins; here is refused what no
 * engine has: squashing by BuildKit, and secrets without it.
 *
 * @param arguments the build arguments by name, in the order of the file
 * @param target the stage to build; empty for the last one
 * @param squash whether the new layers are squashed into one
 * @param buildkit whether BuildKit builds, rather than the classic builder
 * @param includeGit whether the context has a {@code .git} directory
 * @param secrets what {@code RUN --mount=type=secret} may read; each id once
 * @param ulimits limits in Docker's form {@code NAME=SOFT[:HARD]}; each name once
 */
public record BuildOptions(
        Map<String, BuildArgument> arguments,
        Optional<String> target,
        boolean squash,
        boolean buildkit,
        boolean includeGit,
        List<BuildSecret> secrets,
        List<String> ulimits) {
    /** A plain {@code docker build} by BuildKit. */
    public static final BuildOptions NONE =
            new BuildOptions(Map.of(), Optional.empty(), false, true, false, List.of(), List.of());

    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public BuildOptions {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        arguments.keySet().forEach(BuildOptions::checkedArgumentName);
        target.ifPresent(BuildOptions::checkedTarget);
        secrets = List.copyOf(secrets);
        ulimits = List.copyOf(ulimits);
        if (squash && buildkit) {
            throw new IllegalArgumentException(
                    "BuildKit cannot squash; leave out \"squash\", or build with \"buildkit: false\"");
        }
        if (!buildkit && !secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "build secrets need BuildKit, but " + (squash ? "squashing" : "\"buildkit: false\"")
                            + " asks for the classic builder; leave out one of the two");
        }
        Set<String> ids = new HashSet<>();
        for (BuildSecret secret : secrets) {
            if (!ids.add(secret.id())) {
                throw new IllegalArgumentException("two secrets have the id " + Quoted.text(secret.id()));
            }
        }
        Set<String> limits = new HashSet<>();
        for (String ulimit : ulimits) {
            if (!limits.add(Ulimit.checkedName(ulimit))) {
                throw new IllegalArgumentException(
                        "two limits are for " + Quoted.text(ulimit.substring(0, ulimit.indexOf('='))));
            }
        }
    }

    /** The same options with these arguments for those that it has no value for. */
    public BuildOptions withDefaultArguments(Map<String, BuildArgument> defaults) {
        if (defaults.isEmpty()) {
            return this;
        }
        Map<String, BuildArgument> all = new LinkedHashMap<>(defaults);
        all.putAll(arguments);
        return new BuildOptions(all, target, squash, buildkit, includeGit, secrets, ulimits);
    }

    static String checkedTarget(String stage) {
        return Checked.matching("the target", TARGET, "the name of a stage: letters, digits, _, . and -", stage);
    }

    static String checkedArgumentName(String name) {
        return Checked.matching(
                "the build argument", ARGUMENT, "a name: letters, digits and underscores, no digit first", name);
    }
}

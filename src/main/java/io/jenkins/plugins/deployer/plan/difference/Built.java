package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildOptions;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is built by one recipe, whichever builds of a repository ask for it. For one thread. */
final class Built {
    /** Of the arguments that tell two builds apart. */
    private static final int LONGEST_ARGUMENTS = 60;

    final Recipe recipe;
    final Set<Architecture> architectures = EnumSet.noneOf(Architecture.class);
    final List<Build> builds = new ArrayList<>();
    private final Set<String> binaries = new TreeSet<>();
    private final Map<String, Duration> looks = new TreeMap<>();
    private Duration timeout = Duration.ZERO;
    private boolean isAmbiguous;

    private Built(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Everything that decides a result beside the commit and the architecture, in no order. How often a value is looked up
     * decides nothing.
     */
    record Recipe(
            Dockerfile dockerfile,
            Map<String, BuildArgument> arguments,
            Optional<String> stage,
            boolean squash,
            boolean buildkit,
            boolean includeGit,
            Set<BuildSecret> secrets,
            Set<String> ulimits,
            Optional<UnikernelTarget> target) {
        static Recipe of(Build build) {
            BuildOptions options = build.options();
            Map<String, BuildArgument> arguments = new LinkedHashMap<>(options.arguments());
            arguments.replaceAll((name, value) -> value instanceof BuildArgument.DigestOf digest
                    ? new BuildArgument.DigestOf(digest.image(), BuildArgument.DigestOf.DEFAULT_EVERY)
                    : value);
            return new Recipe(
                    build.dockerfile(),
                    arguments,
                    options.target(),
                    options.squash(),
                    options.buildkit(),
                    options.includeGit(),
                    Set.copyOf(options.secrets()),
                    Set.copyOf(options.ulimits()),
                    build instanceof Build.Unikernel unikernel ? Optional.of(unikernel.target()) : Optional.empty());
        }

        /** What two builds have in common of which one probably is the other, changed. */
        String likeness() {
            return target.map(UnikernelTarget::label).orElse("") + " " + stage.orElse("") + " "
                    + (dockerfile instanceof Dockerfile.At at ? at.path() : "");
        }
    }

    /** The builds of a repository by their recipes, in the order of the rules. */
    static Map<Recipe, Built> all(Iterable<Build> builds) {
        Map<Recipe, Built> all = new LinkedHashMap<>();
        for (Build build : builds) {
            all.computeIfAbsent(Recipe.of(build), Built::new).add(build);
        }
        Map<String, Built> titles = new LinkedHashMap<>();
        for (Built built : all.values()) {
            Built other = titles.putIfAbsent(built.plainTitle(), built);
            if (other != null) {
                other.isAmbiguous = true;
                built.isAmbiguous = true;
            }
        }
        return all;
    }

    private void add(Build build) {
        builds.add(build);
        architectures.addAll(build.architectures());
        timeout = build.timeout().compareTo(timeout) > 0 ? build.timeout() : timeout;
        if (build instanceof Build.Unikernel unikernel) {
            binaries.add(unikernel.binary());
        }
        build.options().arguments().forEach((name, value) -> {
            if (value instanceof BuildArgument.DigestOf digest) {
                looks.merge(name, digest.every(), (a, b) -> a.compareTo(b) < 0 ? a : b);
            }
        });
    }

    /** For example {@code Dockerfile (stage prod) for x86_64, arm64}, and arguments if another build is called so. */
    String title() {
        if (!isAmbiguous) {
            return plainTitle();
        }
        String arguments = recipe.arguments().entrySet().stream()
                .filter(argument -> argument.getValue() instanceof BuildArgument.Given)
                .map(argument -> argument.getKey() + "=" + Texts.argument(argument.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (arguments.isEmpty()) {
            return plainTitle();
        }
        return plainTitle() + " with "
                + (arguments.length() > LONGEST_ARGUMENTS
                        ? arguments.substring(0, LONGEST_ARGUMENTS) + "…"
                        : arguments);
    }

    private String plainTitle() {
        String file = recipe.dockerfile() instanceof Dockerfile.At at ? at.path() : "the rules' own Dockerfile";
        return file + recipe.stage().map(stage -> " (stage " + stage + ")").orElse("") + " for "
                + recipe.target().map(target -> target.label() + " on ").orElse("")
                + Texts.architectures(architectures);
    }

    Facts facts() {
        Facts facts = new Facts()
                .put("Dockerfile", Texts.dockerfile(recipe.dockerfile()))
                .put(Facts.ARCHITECTURES, Texts.architectures(architectures))
                .put("target", recipe.target().map(UnikernelTarget::label))
                .put("stage", recipe.stage());
        new TreeMap<>(recipe.arguments())
                .forEach((name, value) -> facts.put("argument " + name, Texts.argument(value)));
        looks.forEach((name, every) -> facts.put("look-ups of " + name, "every " + Texts.time(every)));
        facts.put("builder", recipe.buildkit() ? "BuildKit" : "the classic one");
        facts.put("squash", flag(recipe.squash())).put("includeGit", flag(recipe.includeGit()));
        facts.put("secrets", some(Texts.secrets(recipe.secrets())));
        facts.put("limits", some(String.join(", ", new TreeSet<>(recipe.ulimits()))));
        facts.put("unikernel", some(String.join(", ", binaries)));
        return facts.put("time-out", Texts.time(timeout));
    }

    private static Optional<String> flag(boolean set) {
        return set ? Optional.of("yes") : Optional.empty();
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}

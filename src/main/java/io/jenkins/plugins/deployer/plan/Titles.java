package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the tasks of one plan: each in one line without control characters, and no two alike, because a title is the
 * name of a stage. For one thread.
 */
final class Titles {
    /** Of the arguments that tell two builds apart; longer ones would hide the rest of the title. */
    private static final int LONGEST_ARGUMENTS = 60;

    private final Set<String> taken = new HashSet<>();

    /** Says as much as it must: arguments only if there is a build without them already. */
    String ofBuild(Build build, BuildTask.Recipe recipe, Architecture architecture) {
        String file = recipe.dockerfile() instanceof Dockerfile.At at ? at.path() : "the rules' own Dockerfile";
        String stage = recipe.target().map(target -> " (stage " + target + ")").orElse("");
        String machine = recipe.unikernel()
                .map(target -> target.label() + " on " + architecture.label())
                .orElse(architecture.label());
        String title = oneLine("Build " + file + stage + " for " + machine);
        String arguments = arguments(build);
        return free(taken.contains(title) && !arguments.isEmpty() ? title + " with " + arguments : title);
    }

    String ofPublication(ImageName name) {
        return free(oneLine("Publish " + name));
    }

    String ofDeployment(ServiceRule service) {
        return free(oneLine("Deploy " + what(service.kind()) + service.kind().name() + " on "
                + service.host().name()));
    }

    String ofDeployment(UnikernelDeployment unikernel) {
        return free(oneLine("Deploy unikernel " + unikernel.unikernel() + " on "
                + unikernel.host().name()));
    }

    private static String what(ServiceRule.Kind kind) {
        if (kind instanceof ServiceRule.Stack) {
            return "stack ";
        }
        return kind instanceof ServiceRule.Compose ? "compose project " : "";
    }

    private static String arguments(Build build) {
        String all = build.options().arguments().entrySet().stream()
                .filter(argument -> argument.getValue() instanceof BuildArgument.Given)
                .map(argument -> argument.getKey() + "=" + ((BuildArgument.Given) argument.getValue()).value())
                .collect(Collectors.joining(", "));
        return oneLine(all.length() > LONGEST_ARGUMENTS ? all.substring(0, LONGEST_ARGUMENTS) + "…" : all);
    }

    private String free(String title) {
        String free = title;
        for (int i = 2; !taken.add(free); i++) {
            free = title + " (" + i + ")";
        }
        return free;
    }

    private static String oneLine(String text) {
        return text.chars().anyMatch(Character::isISOControl) ? text.replaceAll("\\p{Cntrl}+", " ") : text;
    }
}

package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.Durations;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a step says of its unikernel, besides its name; what is empty was left out. For a host of the rules they decide
 * everything, and the step may only say the same again.
 */
record UnikernelWords(
        Optional<UnikernelTarget> target,
        Optional<Integer> memory,
        Map<String, String> networks,
        Map<String, String> blocks,
        List<String> arguments,
        Optional<Integer> cpu,
        Optional<String> binary,
        Optional<Duration> settle,
        Optional<URI> health,
        Optional<URI> url) {
    /**
     * @param step its words by their names, as texts; those that are empty or not there were left out
     * @throws IllegalArgumentException if a word makes no sense
     */
    static UnikernelWords of(Map<String, String> step) {
        return new UnikernelWords(
                given(step, "target").map(UnikernelTarget::parse),
                given(step, "memory").map(Integer::valueOf),
                StepLines.devices("networks", step.getOrDefault("networks", "")),
                StepLines.devices("blocks", step.getOrDefault("blocks", "")),
                StepLines.list(step.getOrDefault("arguments", "")),
                given(step, "cpu").map(Integer::valueOf),
                given(step, "binary"),
                given(step, "settle").map(text -> Durations.parse("settle", text)),
                given(step, "health").map(URI::create),
                given(step, "url").map(URI::create));
    }

    private static Optional<String> given(Map<String, String> step, String word) {
        return Optional.ofNullable(step.get(word)).filter(text -> !text.isEmpty());
    }

    /** A word that says something else than the rule, in a part of a sentence; empty if none does. */
    Optional<String> contradiction(Build.Unikernel build, UnikernelDeployment rule) {
        return differs(
                        "target",
                        target.map(UnikernelTarget::label),
                        Optional.of(build.target().label()))
                .or(() -> differs("memory", memory, Optional.of(rule.memory())))
                .or(() -> differs("networks", some(networks), some(rule.networks())))
                .or(() -> differs("blocks", some(blocks), some(rule.blocks())))
                .or(() -> differs("arguments", some(arguments), some(rule.arguments())))
                .or(() -> differs("cpu", cpu, rule.cpu()))
                .or(() -> differs("binary", binary, Optional.of(build.binary())))
                .or(() -> differs("settle", settle.map(UnikernelWords::brief), Optional.of(brief(rule.settle()))))
                .or(() -> rule.health().flatMap(check -> differs("health", health, Optional.of(check.url()))))
                .or(() -> rule.url().flatMap(address -> differs("url", url, Optional.of(address))));
    }

    private static Optional<String> differs(String word, Optional<?> said, Optional<?> rule) {
        return said.isEmpty() || said.equals(rule)
                ? Optional.empty()
                : Optional.of(word + " is " + text(said.get()) + " in the step, and "
                        + rule.map(UnikernelWords::text).orElse("nothing") + " in the rules");
    }

    private static Optional<Map<String, String>> some(Map<String, String> devices) {
        return Optional.of(devices).filter(all -> !all.isEmpty());
    }

    private static Optional<List<String>> some(List<String> words) {
        return Optional.of(words).filter(all -> !all.isEmpty());
    }

    private static String text(Object word) {
        if (word instanceof Map<?, ?> devices) {
            return devices.entrySet().stream()
                    .map(device -> device.getKey() + "=" + device.getValue())
                    .collect(Collectors.joining(", "));
        }
        return word instanceof List<?> words
                ? words.stream().map(Object::toString).collect(Collectors.joining(" "))
                : word.toString();
    }

    private static String brief(Duration duration) {
        return duration.toSeconds() + "s";
    }

    /**
     * The rule that would say the same, for a host that no rule names.
     *
     * @throws IllegalArgumentException with a sentence if there can be no such rule
     */
    UnikernelDeployment asRule(String unikernel, Host host) {
        if (host instanceof Host.Solo5 && (memory.isPresent() || cpu.isPresent() || !arguments.isEmpty())) {
            throw new IllegalArgumentException(
                    "memory, cpu and arguments are up to the Solo5 host itself; leave them out");
        }
        return new UnikernelDeployment(
                LiveHead.branch("any"),
                unikernel,
                host,
                memory.orElse(UnikernelDeployment.DEFAULT_MEMORY),
                networks,
                blocks,
                arguments,
                cpu,
                settle.orElse(UnikernelDeployment.DEFAULT_SETTLE),
                url,
                health.map(address -> new HealthCheck(address, HealthCheck.DEFAULT_STATUS, HealthCheck.DEFAULT_WITHIN)),
                Optional.empty());
    }

    /**
     * What such a rule would ask for.
     *
     * @throws IllegalArgumentException if the step does not say for which target the unikernel was built
     */
    WantedUnikernel wanted(UnikernelDeployment asRule) {
        return new WantedUnikernel(
                target.filter(UnikernelTarget::isDeployable)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "an endpoint of the Pipeline's own needs a target, hvt or spt")),
                Architecture.X86_64,
                binary,
                UnikernelSetUp.of(asRule));
    }

    /** What a rule asks for. */
    static WantedUnikernel wanted(Build.Unikernel build, UnikernelDeployment rule) {
        return new WantedUnikernel(
                build.target(), build.architectures().get(0), Optional.of(build.binary()), UnikernelSetUp.of(rule));
    }
}

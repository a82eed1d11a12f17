package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A deployment rule of a unikernel build.
 *
 * @param head the commits that are deployed
 * @param unikernel the name on the host
 * @param host a Solo5 or an Albatross host
 * @param memory in MiB
 * @param networks the host's bridge of each network device
 * @param blocks the host's block device of each block device
 * @param arguments the command line of the unikernel
 * @param cpu the CPU it is pinned to, from 0
 * @param settle how long it must stay up to count as live
 * @param url where people reach it
 * @param health what must answer once it runs
 * @param slack the Slack channel to tell
 */
public record UnikernelDeployment(
        LiveHead head,
        String unikernel,
        Host host,
        int memory,
        Map<String, String> networks,
        Map<String, String> blocks,
        List<String> arguments,
        Optional<Integer> cpu,
        Duration settle,
        Optional<URI> url,
        Optional<HealthCheck> health,
        Optional<String> slack) {
    /** What a unikernel gets when the rules do not say: 32 MiB, as in Albatross. */
    public static final int DEFAULT_MEMORY = 32;

    /** How long a unikernel must stay up when the rules do not say. */
    public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(10);

    static final int MOST_MEMORY = 1 << 20;
    static final int LAST_CPU = 4_095;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][-0-9A-Za-z_]{0,62}");
    /** A device of a Solo5 manifest. */
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9]{1,67}");

    private static final Pattern HOST_DEVICE = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_.:@/-]*");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public UnikernelDeployment {
        checkedName(unikernel);
        checkHost(host, unikernel);
        if (memory < 1 || memory > MOST_MEMORY) {
            throw new IllegalArgumentException("the memory must be 1 to " + MOST_MEMORY + " MiB");
        }
        networks = checkedDevices("network", networks);
        blocks = checkedDevices("block device", blocks);
        arguments = List.copyOf(arguments);
        arguments.forEach(argument -> Checked.plainText("an argument of the unikernel", argument));
        cpu.ifPresent(UnikernelDeployment::checkCpu);
        if (settle.isNegative()) {
            throw new IllegalArgumentException("the time to settle must not be negative");
        }
        url.ifPresent(address -> Checked.webAddress("the url", address));
        slack.ifPresent(Defaults::checkSlack);
    }

    /** For people: {@code www@robur}. */
    @Override
    public String toString() {
        return unikernel + "@" + host.name();
    }

    private static void checkHost(Host host, String unikernel) {
        if (host instanceof Host.Docker) {
            throw new IllegalArgumentException("the host " + Quoted.text(host.name())
                    + " is a docker host; a unikernel runs on a solo5 or an albatross host");
        }
        if (host instanceof Host.Albatross && unikernel.contains("_")) {
            throw new IllegalArgumentException("the unikernel name " + Quoted.text(unikernel)
                    + " has an underscore, which Albatross does not allow; did you mean "
                    + Quoted.text(unikernel.replace('_', '-')) + "?");
        }
    }

    private static void checkCpu(int cpu) {
        if (cpu < 0 || cpu > LAST_CPU) {
            throw new IllegalArgumentException("the cpu must be 0 to " + LAST_CPU);
        }
    }

    private static Map<String, String> checkedDevices(String what, Map<String, String> devices) {
        Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
        copy.forEach((device, onHost) -> {
            checkedDevice(what, device);
            checkedHostDevice(what, onHost);
        });
        return copy;
    }

    static String checkedName(String name) {
        return Checked.matching(
                "the unikernel name", NAME, "a letter and up to 62 letters, digits, hyphens and underscores", name);
    }

    static String checkedDevice(String what, String device) {
        return Checked.matching("the " + what, DEVICE, "the name of a Solo5 device: letters and digits", device);
    }

    static String checkedHostDevice(String what, String device) {
        return Checked.matching("the host's " + what, HOST_DEVICE, "the name or path of a device", device);
    }
}

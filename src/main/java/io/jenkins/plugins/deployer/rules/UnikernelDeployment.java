package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param cpu the CPU it is pinned to
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
        Optional<String> slack) {}

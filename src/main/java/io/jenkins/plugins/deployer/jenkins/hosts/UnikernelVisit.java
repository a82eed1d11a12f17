package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.Ssh;
import io.jenkins.plugins.deployer.host.SshCommand;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.albatross.Albatross;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossReach;
import io.jenkins.plugins.deployer.unikernel.albatross.Dialect;
import io.jenkins.plugins.deployer.unikernel.albatross.Name;
import io.jenkins.plugins.deployer.unikernel.albatross.Policy;
import io.jenkins.plugins.deployer.unikernel.albatross.TimeLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hosts of unikernels are asked when somebody tries the way to them. Changes nothing there. */
final class UnikernelVisit {
    private static final TimeLimits LIMITS =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** Whoever answers may be anybody, until the host's name for this user has come. */
    private static final int LONGEST_ANSWER = 1_024;

    /** Says who it is, and whether it may write into the directory that it is told of. */
    private static final String LOOK =
            "exec sh -c 'IFS= read -r d; id -un; if [ ! -d \"$d\" ]; then echo missing; elif [ -w \"$d\" ]; then echo"
                    + " writable; else echo readonly; fi'";

    private UnikernelVisit() {}

    static String solo5(Host.Solo5 host, Ssh ssh) throws IOException, InterruptedException {
        List<String> said;
        try (SshCommand command = ssh.exec(LOOK)) {
            command.out().write((host.directory() + "\n").getBytes(StandardCharsets.UTF_8));
            command.out().flush();
            byte[] answer = command.in().readNBytes(LONGEST_ANSWER);
            said = new String(answer, StandardCharsets.UTF_8).lines().limit(2).toList();
        }
        if (said.size() != 2) {
            throw new IOException(
                    host.name() + ": the host lets this user in by SSH, but runs none of its commands in a shell");
        }
        String user = said.get(0);
        String place = host.directory() + " there";
        return switch (said.get(1)) {
            case "writable" ->
                "The host lets " + user + " in by SSH, and " + user + " may write into " + host.directory() + ".";
            case "missing" ->
                throw new IOException(host.name() + ": the host lets " + user + " in by SSH, but there is no directory "
                        + place + "; make it, or name another one in the rules");
            default ->
                throw new IOException(host.name() + ": the host lets " + user + " in by SSH, but " + user
                        + " may not write into " + place + "; give it the directory: chown " + user + " "
                        + host.directory());
        };
    }

    static String albatross(Host.Albatross host, HostReach reach) throws IOException, InterruptedException {
        Albatross server = AlbatrossReach.of(host, reach, LIMITS).atHost();
        Dialect dialect = server.dialect();
        int running = server.info().size();
        String path = String.join(":", server.path());
        return "Albatross " + dialect.releases() + " answers for " + (path.isEmpty() ? "the root" : "the path " + path)
                + ", where " + counted(running, "unikernel") + (running == 1 ? " runs" : " run")
                + policy(server).map(UnikernelVisit::allows).orElse("") + ".";
    }

    /** What may run at the path of a server; empty if nothing limits it. */
    private static Optional<Policy> policy(Albatross server) throws IOException, InterruptedException {
        Map<Name, Policy> policies = server.policies();
        return Optional.ofNullable(policies.get(new Name(server.path(), Optional.empty())))
                .or(() -> Optional.ofNullable(policies.get(Name.ROOT)));
    }

    private static String allows(Policy policy) {
        return "; its policy allows " + counted(policy.unikernels(), "unikernel") + " with " + policy.memory()
                + " MiB of memory"
                + (policy.bridges().isEmpty() ? "" : " on " + String.join(", ", policy.bridges()));
    }

    private static String counted(long number, String what) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + what + (number == 1 ? "" : "s");
    }
}

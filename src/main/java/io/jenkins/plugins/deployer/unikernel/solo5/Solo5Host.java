package io.jenkins.plugins.deployer.unikernel.solo5;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Ssh;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException.Kind;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Solo5 host, over its SSH connection. What is there and what has to be done is decided by a script on the host
 * ({@code host.sh}), so that a change that was begun comes to its end there, whatever happens to the connection; done again, it does
 * what is missing and nothing twice. What the host's own configuration decides (memory, devices, arguments) it does not tell.
 *
 * <p>With a redeploy command of the administrator's own and no status command nobody can tell whether a unikernel runs:
 * then it counts as up once that command has succeeded, and the {@link #console} says so.
 *
 * <p>Safe for use by several threads, for one unikernel by one at a time.
 */
public final class Solo5Host implements UnikernelHost {
    private static final Duration SHORT = Duration.ofMinutes(1);
    /** As long as a host may take to look through a large file, or to stop a unikernel and start another. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Map<String, Architecture> MACHINES = Map.of(
            "x86_64", Architecture.X86_64,
            "amd64", Architecture.X86_64,
            "aarch64", Architecture.ARM64,
            "arm64", Architecture.ARM64,
            "ppc64le", Architecture.PPC64LE,
            "s390x", Architecture.S390X,
            "riscv64", Architecture.RISCV64);

    private final Host.Solo5 host;
    private final HostScript script;
    private final Clock clock;

    /** @param ssh the connection to that host, as {@link io.jenkins.plugins.deployer.host.Engines#ssh} has it */
    public Solo5Host(Host.Solo5 host, Ssh ssh) {
        this.host = host;
        this.script = new HostScript(host, ssh);
        this.clock = Clock.systemUTC();
    }

    @Override
    public Optional<UnikernelOnHost> look(String name) throws UnikernelHostException, InterruptedException {
        return found(script.run("look", name, List.of(), LONG));
    }

    @Override
    public Map<String, UnikernelOnHost> look(Collection<String> names)
            throws UnikernelHostException, InterruptedException {
        List<String> all = List.copyOf(new LinkedHashSet<>(names));
        if (all.isEmpty()) {
            return Map.of();
        }
        List<String> values = new ArrayList<>(List.of(Integer.toString(all.size())));
        values.addAll(all);
        Map<String, UnikernelOnHost> found = new HashMap<>();
        for (HostAnswer part :
                script.run("look_at_all", all.get(0), values, LONG).parts("name")) {
            Optional<UnikernelOnHost> one = found(part);
            if (one.isPresent()) {
                found.put(part.first("name").orElseThrow(), one.get());
            }
        }
        return found;
    }

    private Optional<UnikernelOnHost> found(HostAnswer answer) throws UnikernelHostException {
        Optional<String> binary = answer.first("binary");
        if (binary.isEmpty()) {
            return Optional.empty();
        }
        String[] targetAndSha256 = binary.get().split(" ");
        Liveness liveness = answer.has("pending") ? Liveness.down("was not started yet") : liveness(answer);
        return Optional.of(
                new UnikernelOnHost(targetAndSha256[1], Optional.empty(), liveness.instance(), liveness.down()));
    }

    private Liveness liveness(HostAnswer answer) throws UnikernelHostException {
        Optional<String> unknown = answer.first("unknown");
        if (unknown.isPresent()) {
            return Liveness.up("redeployed at " + unknown.get());
        }
        Optional<String> status = answer.first("status");
        if (status.isEmpty()) {
            return SystemdUnit.of(answer.all("systemd")).liveness();
        }
        int exitStatus = Integer.parseInt(status.get());
        if (exitStatus == 126 || exitStatus == 127) {
            throw script.failure(
                    Kind.LASTING,
                    "the status command " + host.status().get(0) + " cannot be run there (exit status " + exitStatus
                            + ")",
                    null);
        }
        return Liveness.ofCommand(exitStatus, answer.all("said"));
    }

    @Override
    public List<String> misfits(String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException {
        HostAnswer answer =
                script.run("check", name, List.of(wanted.target().label(), Long.toString(unikernel.size())), SHORT);
        List<String> misfits = new ArrayList<>(answer.all("misfit"));
        if (!answer.has("sized")) {
            tooLarge(answer, unikernel.size()).ifPresent(misfits::add);
        }
        Optional<String> machine = answer.first("machine");
        machine.map(MACHINES::get)
                .filter(architecture -> architecture != unikernel.architecture())
                .ifPresent(architecture -> misfits.add(
                        "it is built for " + unikernel.architecture() + ", but the host is " + architecture));
        answer.first("abi")
                .filter(version ->
                        !version.equals(Integer.toString(unikernel.abi().version())))
                .ifPresent(version -> misfits.add("it has the Solo5 ABI " + unikernel.abi() + ", but the host's solo5-"
                        + wanted.target().label() + " runs version " + version));
        return misfits;
    }

    private Optional<String> tooLarge(HostAnswer answer, long bytes) {
        return answer.first("free")
                .filter(kibibytes -> kibibytes.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .filter(kibibytes -> kibibytes * 1024 < bytes)
                .map(kibibytes -> host.directory() + " has only " + kibibytes + " KiB left, too little for "
                        + (bytes + 1023) / 1024 + " KiB");
    }

    @Override
    public JsonNode prepare(
            String id, String name, WantedUnikernel wanted, UnikernelFile file, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException {
        WayBack.Binary binary = new WayBack.Binary(wanted.target(), file.sha256());
        List<String> values = List.of(
                wanted.target().label(),
                file.sha256(),
                Long.toString(file.size()),
                now.map(UnikernelOnHost::sha256).orElse(""));
        HostAnswer there = script.run("have", name, values, LONG);
        if (!there.has("whole")) {
            upload(name, binary, file, there);
        }
        Optional<WayBack.Binary> previous = now.map(running ->
                new WayBack.Binary(UnikernelTarget.parse(there.first("runs").orElseThrow()), running.sha256()));
        return new WayBack(binary, previous).toJson();
    }

    private void upload(String name, WayBack.Binary binary, UnikernelFile file, HostAnswer there)
            throws UnikernelHostException, InterruptedException {
        long from = there.first("part")
                .map(part -> UploadedPart.parse(part).continued(file))
                .orElse(0L);
        Optional<String> tooLarge = tooLarge(there, file.size() - from);
        if (tooLarge.isPresent()) {
            forget(name, binary);
            throw script.failure(
                    Kind.LASTING,
                    tooLarge.get() + " of " + file.name() + "; nothing was changed, make room there",
                    null);
        }
        List<String> values =
                List.of(binary.target().label(), binary.sha256(), Long.toString(file.size()), Long.toString(from));
        script.run("receive", name, values, Optional.of(new PartOfFile(file.file(), from)), LONG);
    }

    @Override
    public void change(String id, String name, WantedUnikernel wanted, UnikernelFile file, JsonNode prepared)
            throws UnikernelHostException, InterruptedException {
        List<String> values = values(id, WayBack.fromJson(prepared));
        values.add(HostAnswer.printable(file.name()));
        throwIfNotStarted(name, script.run("change", name, values, LONG));
    }

    @Override
    public void putBack(String id, String name, JsonNode prepared) throws UnikernelHostException, InterruptedException {
        throwIfNotStarted(name, script.run("back", name, values(id, WayBack.fromJson(prepared)), LONG));
    }

    private static List<String> values(String id, WayBack wayBack) {
        return new ArrayList<>(List.of(
                wayBack.wanted().target().label(),
                wayBack.wanted().sha256(),
                wayBack.previous().map(binary -> binary.target().label()).orElse(""),
                wayBack.previous().map(WayBack.Binary::sha256).orElse(""),
                id));
    }

    private void throwIfNotStarted(String name, HostAnswer answer) throws UnikernelHostException {
        Optional<String> failed = answer.first("failed");
        if (failed.isPresent()) {
            String command = host.redeploy().isEmpty() ? "systemctl" : String.join(" ", host.redeploy());
            String last = HostScript.lastLine(String.join("\n", answer.all("said")));
            throw script.failure(
                    Kind.NOT_STARTED,
                    "the command " + command + " for " + name + " ended with " + failed.get()
                            + (last.isEmpty() ? " and said nothing" : ": " + last),
                    null);
        }
    }

    @Override
    public List<String> console(String name, Instant since, int most)
            throws UnikernelHostException, InterruptedException {
        // The clocks of two machines may differ, but not in how long a second is.
        long ago = Math.max(0, Duration.between(since, clock.instant()).toSeconds()) + 1;
        List<String> lines = new ArrayList<>();
        if (host.status().isEmpty() && !host.redeploy().isEmpty()) {
            lines.add("(The host " + host.name() + " has no status command, so nobody can tell whether " + name
                    + " runs: it counts as up because its redeploy command succeeded.)");
        }
        lines.addAll(script.run("console", name, List.of(Long.toString(ago), Integer.toString(most)), SHORT)
                .all("said"));
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    @Override
    public void forget(String id, String name, JsonNode prepared) throws UnikernelHostException, InterruptedException {
        forget(name, WayBack.fromJson(prepared).wanted());
    }

    private void forget(String name, WayBack.Binary binary) throws UnikernelHostException, InterruptedException {
        script.run("forget", name, List.of(binary.target().label(), binary.sha256()), SHORT);
    }
}

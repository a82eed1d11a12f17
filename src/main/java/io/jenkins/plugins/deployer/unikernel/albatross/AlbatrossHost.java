package io.jenkins.plugins.deployer.unikernel.albatross;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelDemands;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.KeptFiles;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unikernels of one path of an Albatross server. Whatever replaces one is sent as a whole; the image of the one before
 * is fetched first, as the server forgets it with the unikernel. A server that was asked for more than it can do finds
 * that out only when the one before has ended: so all that can be is looked at before.
 */
public final class AlbatrossHost implements UnikernelHost {
    private static final String PREVIOUS = "previous";
    /** The server says the lines that it has one after the other; so long a pause, and there are no more. */
    private static final Duration QUIET = Duration.ofMillis(300);
    /** On servers before 2.1, which do not say when a unikernel was started. */
    private static final String SOME_TIME = "some time ago";

    private final AlbatrossReach reach;
    private final Albatross server;
    private final List<String> path;
    private final String title;
    private final KeptFiles kept;
    /** Of consoles before the change: the server's clock need not be ours. */
    private final Map<String, LastLine> lastLines = new ConcurrentHashMap<>();

    /**
     * @param title the name of the host in the rules
     * @param directory for the images of previous unikernels, readable for this user alone
     */
    private AlbatrossHost(AlbatrossReach reach, String title, Path directory) {
        this.reach = reach;
        this.server = reach.server();
        this.path = reach.below();
        this.title = title;
        this.kept = new KeptFiles(directory);
    }

    /**
     * A host of the rules. Does not connect.
     *
     * @param reach as {@link AlbatrossReach} needs it
     * @param directory for what is kept of previous unikernels; {@link KeptFiles#sweep} it at the start. Nothing else
     *     belongs there
     * @throws UnikernelHostException if the login does not fit the host
     */
    public static AlbatrossHost of(Host.Albatross host, HostReach reach, Path directory) throws UnikernelHostException {
        return of(host, reach, directory, TimeLimits.USUAL);
    }

    /** The same with other time limits. */
    public static AlbatrossHost of(Host.Albatross host, HostReach reach, Path directory, TimeLimits limits)
            throws UnikernelHostException {
        try {
            return new AlbatrossHost(AlbatrossReach.of(host, reach, limits), host.name(), directory);
        } catch (AlbatrossException e) {
            throw Answers.explained(e);
        }
    }

    private static UnikernelHostException lasting(String message) {
        return new UnikernelHostException(UnikernelHostException.Kind.LASTING, message, null);
    }

    /**
     * The last line of a console.
     *
     * @param there when it came, by the server's clock
     * @param here when it was looked for, by ours
     */
    private record LastLine(Instant there, Instant here) {}

    /** A conversation, whose failure is told in the words of roll-outs. */
    private interface Talking<T> {
        T talk() throws AlbatrossException, InterruptedException, IOException;
    }

    private static <T> T talk(Talking<T> talking) throws UnikernelHostException, InterruptedException {
        try {
            return talking.talk();
        } catch (UnikernelHostException e) {
            throw e;
        } catch (AlbatrossException e) {
            throw Answers.explained(e);
        } catch (IOException e) {
            throw new UnikernelHostException(
                    UnikernelHostException.Kind.LASTING, "the previous image cannot be kept: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new UnikernelHostException(UnikernelHostException.Kind.LASTING, e.getMessage(), e);
        }
    }

    /** Relative to the path that the server was reached with. */
    private Name named(String name) {
        return new Name(path, Optional.of(name));
    }

    /** With a certificate for the path, which is made anew each time, as the policy in it may have changed. */
    private Albatross below() throws AlbatrossException, InterruptedException {
        return reach.atHost();
    }

    /** Asked from above, which needs no policy. */
    private Optional<RunningUnikernel> running(String name) throws AlbatrossException, InterruptedException {
        if (path.isEmpty()) {
            return server.info(name);
        }
        Name wanted = named(name);
        return server.info().stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    @Override
    public Optional<UnikernelOnHost> look(String name) throws UnikernelHostException, InterruptedException {
        return talk(() -> running(name).map(AlbatrossHost::seen));
    }

    @Override
    public Map<String, UnikernelOnHost> look(Collection<String> names)
            throws UnikernelHostException, InterruptedException {
        return talk(() -> {
            Map<Name, RunningUnikernel> running = new HashMap<>();
            server.info().forEach(each -> running.put(each.name(), each));
            Map<String, UnikernelOnHost> found = new HashMap<>();
            for (String name : names) {
                RunningUnikernel one = running.get(named(name));
                if (one != null) {
                    found.put(name, seen(one));
                }
            }
            return found;
        });
    }

    private static UnikernelOnHost seen(RunningUnikernel running) {
        return new UnikernelOnHost(
                running.digest(),
                Optional.of(setUp(running.config())),
                Optional.of(running.started().map(Instant::toString).orElse(SOME_TIME)),
                Optional.empty());
    }

    private static UnikernelSetUp setUp(UnikernelConfig config) {
        Map<String, String> networks = new LinkedHashMap<>();
        config.networks()
                .forEach(network ->
                        networks.put(network.device(), network.bridge().orElse(network.device())));
        Map<String, String> blocks = new LinkedHashMap<>();
        config.blocks()
                .forEach(block -> blocks.put(block.device(), block.volume().orElse(block.device())));
        Optional<Integer> cpu =
                config.cpus().size() == 1 ? Optional.of(config.cpus().iterator().next()) : Optional.empty();
        return new UnikernelSetUp(config.memory(), cpu, networks, blocks, config.arguments());
    }

    @Override
    public List<String> misfits(String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException {
        return talk(() -> {
            List<String> misfits = new ArrayList<>(UnikernelDemands.misfitsOnAlbatross(
                    unikernel, wanted.setUp().memory()));
            misfits.addAll(fit(name, !wanted.setUp().blocks().isEmpty()).misfits(wanted.setUp()));
            return misfits;
        });
    }

    private Fit fit(String name, boolean needsVolumes) throws AlbatrossException, InterruptedException {
        List<Volume> volumes = needsVolumes ? server.volumes() : List.of();
        List<RunningUnikernel> all = server.info();
        return Fit.of(server.path(), named(name), server.policies(), all, volumes);
    }

    @Override
    public JsonNode prepare(
            String id, String name, WantedUnikernel wanted, UnikernelFile file, Optional<UnikernelOnHost> now)
            throws UnikernelHostException, InterruptedException {
        return talk(() -> {
            Optional<RunningUnikernel> running = running(name);
            if (!running.map(RunningUnikernel::digest).equals(now.map(UnikernelOnHost::sha256))) {
                throw lasting("somebody else changed " + name + " on " + title + " meanwhile");
            }
            if (running.isPresent()) {
                keep(id, name, running.get());
            }
            int cpu = fit(name, false).cpu(wanted.setUp(), running);
            return Prepared.of(cpu, running).toJson();
        });
    }

    private void keep(String id, String name, RunningUnikernel running) throws IOException, InterruptedException {
        FetchedImage fetched = below().fetch(name, kept.emptyFile(id, PREVIOUS));
        if (!fetched.digest().equals(running.digest())) {
            throw lasting("somebody else changed " + name + " on " + title + " while its image was fetched");
        }
    }

    @Override
    public void change(String id, String name, WantedUnikernel wanted, UnikernelFile file, JsonNode prepared)
            throws UnikernelHostException, InterruptedException {
        talk(() -> {
            Prepared known = Prepared.fromJson(prepared);
            UnikernelConfig config = config(wanted.setUp(), known);
            Optional<RunningUnikernel> running = running(name);
            boolean done = running.isPresent()
                    && running.get().digest().equals(file.sha256())
                    && wanted.setUp().isMetBy(setUp(running.get().config()))
                    && known.previous()
                            .map(previous -> !previous.is(running.get()))
                            .orElse(true);
            if (!done) {
                rememberLastLine(name);
                start(name, config, new ImageFile(file.file()), known.previous().isPresent() || running.isPresent());
            }
            return done;
        });
    }

    private void start(String name, UnikernelConfig config, ImageFile image, boolean replaces)
            throws AlbatrossException, InterruptedException {
        Albatross here = below();
        if (replaces) {
            here.replace(name, config, image);
        } else {
            here.create(name, config, image);
        }
    }

    /** What the rules say; for the rest, as the one before was. */
    private static UnikernelConfig config(UnikernelSetUp wanted, Prepared prepared) {
        Optional<UnikernelConfig> before = prepared.previous().map(Prepared.Previous::config);
        List<BlockDevice> blocks = new ArrayList<>();
        wanted.blocks()
                .forEach((device, volume) -> blocks.add(before.stream()
                        .flatMap(config -> config.blocks().stream())
                        .filter(block ->
                                block.device().equals(device) && block.volume().equals(Optional.of(volume)))
                        .findFirst()
                        .orElse(BlockDevice.on(device, volume))));
        List<NetworkDevice> networks = new ArrayList<>();
        wanted.networks()
                .forEach((device, bridge) -> networks.add(before.stream()
                        .flatMap(config -> config.networks().stream())
                        .filter(network -> network.device().equals(device)
                                && network.bridge().equals(Optional.of(bridge)))
                        .findFirst()
                        .orElse(NetworkDevice.on(device, bridge))));
        UnikernelConfig fresh =
                UnikernelConfig.of(prepared.cpu(), wanted.memory(), blocks, networks, wanted.arguments());
        return before.map(config -> new UnikernelConfig(
                        config.startup(),
                        true,
                        config.onExit(),
                        Set.of(prepared.cpu()),
                        wanted.memory(),
                        blocks,
                        networks,
                        wanted.arguments(),
                        config.cpuCount()))
                .orElse(fresh);
    }

    @Override
    public void putBack(String id, String name, JsonNode prepared) throws UnikernelHostException, InterruptedException {
        talk(() -> {
            Optional<Prepared.Previous> previous = Prepared.fromJson(prepared).previous();
            if (previous.isEmpty()) {
                remove(name);
            } else if (!running(name).map(previous.get()::is).orElse(false)) {
                putBack(id, name, previous.get());
            }
            return true;
        });
    }

    /** One that is between two starts is not told of, but can be ended. */
    private void remove(String name) throws AlbatrossException, InterruptedException {
        try {
            below().destroy(name);
        } catch (AlbatrossException e) {
            if (!e.said().contains("not found")) {
                throw e;
            }
        }
    }

    private void putBack(String id, String name, Prepared.Previous previous) throws IOException, InterruptedException {
        Path image = kept.file(id, PREVIOUS);
        if (!Files.isReadable(image)) {
            throw lasting(
                    "the image of " + name + " that ran on " + title + " before is not in " + image + " any longer");
        }
        // Replaces nothing, too, if the new one has ended; and what is about to be started again.
        start(name, previous.config(), new ImageFile(image), true);
    }

    private void rememberLastLine(String name) throws InterruptedException {
        try (Console console = below().console(name, 1)) {
            console.next(QUIET).ifPresent(line -> lastLines.put(name, new LastLine(line.at(), Instant.now())));
        } catch (AlbatrossException e) {
            // Then what counts is our clock.
            lastLines.remove(name);
        }
    }

    @Override
    public List<String> console(String name, Instant since, int most)
            throws UnikernelHostException, InterruptedException {
        return talk(() -> {
            // A time before the change is one of our clock.
            Optional<Instant> last = Optional.ofNullable(lastLines.get(name))
                    .filter(line -> !since.isAfter(line.here()))
                    .map(LastLine::there);
            try (Console console = below().console(name, last.orElse(since))) {
                return console.untilQuiet(QUIET, most).stream()
                        .filter(line ->
                                last.map(line.at()::isAfter).orElse(!line.at().isBefore(since)))
                        .map(line -> line.text().replaceAll("\\p{Cntrl}", ""))
                        .toList();
            }
        });
    }

    @Override
    public void forget(String id, String name, JsonNode prepared) {
        lastLines.remove(name);
        kept.forget(id);
    }

    @Override
    public String toString() {
        return title + " (" + server + ")";
    }
}

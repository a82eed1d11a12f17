package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What is behind the connections of the server of the tests: unikernels, policies and consoles, with the answers of the
 * real one. An image is an ELF header and words: {@code exits at once} ends when it has been started, {@code dies after 5 s}
 * then, by the server's clock; {@code misfit} is found not to fit when the one before has ended, and for {@code no space}
 * there is none then.
 */
final class WireDaemon {
    /** When everything happens, unless there is a clock. */
    private static final Clock STANDING = Clock.fixed(Instant.parse("2026-11-22T14:49:16.488Z"), ZoneOffset.UTC);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern DIES = Pattern.compile("dies after (\\d+) s");
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
    private static final int ELF_HEADER = 64;

    private final Release release;
    private final Map<String, WireUnikernel> running = new LinkedHashMap<>();
    private final Map<String, byte[]> policies = new LinkedHashMap<>();
    private final Map<String, Long> volumes = new LinkedHashMap<>();
    private final Map<String, List<Line>> consoles = new LinkedHashMap<>();
    private final Clock clock;
    private final Set<String> restarting = new HashSet<>();
    private Runnable beforeTheChange = () -> {};
    private boolean closed;
    private boolean consoleBroken;
    private boolean compressed;

    WireDaemon(Release release, Optional<Clock> clock) {
        this.release = release;
        this.clock = clock.orElse(STANDING);
    }

    /** A line of a console. */
    record Line(Instant at, String text) {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** What happens when an image has come, and what ran has not ended yet. */
    synchronized void beforeTheChange(Runnable happening) {
        beforeTheChange = happening;
    }

    synchronized void addVolume(String name, long size) {
        volumes.put(name, size);
    }

    /** As when its daemon was started anew, with all that it ran. */
    synchronized void restart() {
        running.replaceAll(
                (name, old) -> new WireUnikernel(old.config(), old.image(), old.digest(), clock.instant(), old.dies()));
    }

    /** What was to end by now has ended. */
    private void happen() {
        List<String> dead = running.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .dies()
                        .map(at -> !clock.instant().isBefore(at))
                        .orElse(false))
                .map(Map.Entry::getKey)
                .toList();
        dead.forEach(this::crash);
    }

    static byte[] image(String words) {
        byte[] header = Arrays.copyOf(ELF, ELF_HEADER);
        return Tlv.joined(header, words.getBytes(StandardCharsets.UTF_8));
    }

    /** @param policy encoded */
    synchronized void addPolicy(String path, byte[] policy) {
        policies.put(path, policy);
    }

    synchronized Optional<byte[]> policy(String path) {
        return Optional.ofNullable(policies.get(path));
    }

    synchronized Optional<WireUnikernel> running(String name) {
        happen();
        return Optional.ofNullable(running.get(name));
    }

    /** Whether it had to compress an image for somebody, and served nobody meanwhile. */
    synchronized boolean hasCompressed() {
        return compressed;
    }

    /** A unikernel ends by itself. */
    synchronized void crash(String name) {
        if (running.remove(name).config().onExit().choice() == 1) {
            restarting.add(name);
        }
        write(name, "Solo5: solo5_exit(42) called");
    }

    synchronized void write(String name, String line) {
        consoles.computeIfAbsent(name, unknown -> new ArrayList<>()).add(new Line(clock.instant(), line));
        notifyAll();
    }

    /** @return empty when the server is closed; waits for the line */
    synchronized Optional<Line> line(String name, int index) throws InterruptedException {
        while (!closed && consoles.getOrDefault(name, List.of()).size() <= index) {
            wait();
        }
        return closed ? Optional.empty() : Optional.of(consoles.get(name).get(index));
    }

    /** How many lines came before a time, which may have seconds only. */
    synchronized int linesBefore(String name, String time) {
        String wanted = time.length() > 15 ? time.substring(0, time.length() - 1) : time.substring(0, 14);
        return (int) consoles.getOrDefault(name, List.of()).stream()
                .takeWhile(line -> time(line.at()).compareTo(wanted) < 0)
                .count();
    }

    synchronized int lines(String name) {
        return consoles.getOrDefault(name, List.of()).size();
    }

    synchronized boolean hasConsole(String name) {
        return consoles.containsKey(name);
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * What it says to a command for {@code vmmd}.
     *
     * @param streamed an image that came after the command
     * @return the payload
     */
    synchronized byte[] answer(String name, int group, Tlv command, Optional<byte[]> streamed) throws IOException {
        happen();
        return switch (group) {
            case 3 -> unikernel(name, command, streamed);
            case 4 -> policy(name, command);
            default ->
                command.choice() == 0
                        ? Tlv.choice(1, Tlv.choice(4, Tlv.sequence(volumes())))
                        : failure("dump block: not found");
        };
    }

    private byte[][] volumes() {
        if (volumes.isEmpty()) {
            return new byte[][] {Tlv.sequence(Tlv.text(":data"), Tlv.number(10), Tlv.of(0x01, new byte[] {-1}))};
        }
        return volumes.entrySet().stream()
                .map(volume -> {
                    String label = volume.getKey().substring(volume.getKey().lastIndexOf(':') + 1);
                    boolean active = running.values().stream()
                            .anyMatch(unikernel -> unikernel.config().volumes().contains(label));
                    byte[] flag = {(byte) (active ? 0xff : 0)};
                    return Tlv.sequence(Tlv.text(volume.getKey()), Tlv.number(volume.getValue()), Tlv.of(0x01, flag));
                })
                .toArray(byte[][]::new);
    }

    private byte[] policy(String name, Tlv command) {
        if (command.choice() != 0) {
            return failure("only for questions");
        }
        return Tlv.choice(
                1,
                Tlv.choice(
                        2,
                        Tlv.sequence(policies.entrySet().stream()
                                .filter(policy ->
                                        name.equals(":") || policy.getKey().startsWith(name))
                                .map(policy ->
                                        Tlv.sequence(Tlv.text(relative(policy.getKey(), name)), policy.getValue()))
                                .toArray(byte[][]::new))));
    }

    private byte[] unikernel(String name, Tlv command, Optional<byte[]> streamed) throws IOException {
        int tag = command.choice();
        return switch (tag) {
            case 3 -> running.remove(name) == null ? stopped(name) : success("destroyed unikernel");
            case 7 -> info(name, 5);
            case 13 -> info(name, 8);
            case 15 -> info(name, 9);
            case 18 -> info(name, 11);
            case 19 -> info(name, 13);
            case 11 -> get(name, command.child(0).number());
            case 12, 14 -> restart(name);
            default ->
                create(name, WireConfig.read(tag, command.child(0)), tag == 10 || tag == 17 || tag == 21, streamed);
        };
    }

    /** What was about to be started again is not any longer; which is a success of a restart, too. */
    private byte[] stopped(String name) {
        return restarting.remove(name) ? success("destroyed: removed from restarting") : failure("destroy: not found");
    }

    /** In 2.4 and 2.5 it looks into what it was sent, as if that were not compressed. */
    private byte[] restart(String name) {
        WireUnikernel found = running.get(name);
        if (found == null) {
            return stopped(name);
        }
        return found.config().compressed() && release.compareTo(Release.V2_6) < 0
                ? failure("error during ELF parsing")
                : success("created unikernel");
    }

    /** One by its whole name, but all that is under a path relative to that. */
    private Map<String, WireUnikernel> asked(String name) {
        Map<String, WireUnikernel> found = new LinkedHashMap<>();
        running.forEach((each, unikernel) -> {
            if (each.equals(name) || name.equals(":")) {
                found.put(each, unikernel);
            } else if (name.endsWith(":") && each.startsWith(name)) {
                found.put(relative(each, name), unikernel);
            }
        });
        return found;
    }

    private static String relative(String name, String path) {
        String rest = path.equals(":") ? name : name.substring(path.length());
        return rest.contains(":") ? rest : ":" + rest;
    }

    private byte[] info(String name, int form) {
        byte[][] found = asked(name).entrySet().stream()
                .map(entry -> Tlv.sequence(
                        Tlv.text(entry.getKey()),
                        entry.getValue()
                                .config()
                                .info(
                                        form,
                                        entry.getValue().digest(),
                                        time(entry.getValue().started()))))
                .toArray(byte[][]::new);
        return Tlv.choice(1, Tlv.choice(form, Tlv.sequence(found)));
    }

    private byte[] get(String name, long level) throws IOException {
        WireUnikernel found = running.get(name);
        if (found == null) {
            return failure("get: no unikernel found");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (level == 0) {
            out.write(found.image());
        } else {
            compressed = true;
            try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
                deflating.write(found.image());
            }
        }
        byte[] compressed = Tlv.of(0x01, new byte[] {(byte) (level == 0 ? 0 : 0xff)});
        return Tlv.choice(1, Tlv.choice(6, Tlv.sequence(compressed, Tlv.of(0x04, out.toByteArray()))));
    }

    private byte[] create(String name, WireConfig config, boolean force, Optional<byte[]> streamed) throws IOException {
        byte[] sent = streamed.orElse(config.image());
        byte[] image;
        try {
            image = config.compressed() ? new InflaterInputStream(new ByteArrayInputStream(sent)).readAllBytes() : sent;
        } catch (IOException e) {
            return failure("failed to uncompress: Invalid Zlib header");
        }
        consoleBroken |= name.endsWith(":");
        if (consoleBroken) {
            return failure("could not create unikernel: console failed");
        }
        Optional<String> unfit = unfit(name, config);
        if (unfit.isPresent()) {
            return failure(unfit.get());
        }
        if (!force && running.containsKey(name)) {
            return failure("Unikernel with same name is already running");
        }
        beforeTheChange.run();
        running.remove(name);
        String words = new String(image, StandardCharsets.UTF_8);
        if (!words.startsWith(new String(ELF, StandardCharsets.UTF_8))) {
            return failure("error during ELF parsing");
        }
        if (words.contains("misfit")) {
            return failure("specified bridge(s) does not match with the manifest");
        }
        if (words.contains("no space")) {
            return failure("could not create unikernel: console failed");
        }
        write(name, "Solo5: Bindings version v0.9.0");
        Matcher dies = DIES.matcher(words);
        Optional<Instant> end = dies.find()
                ? Optional.of(clock.instant().plusSeconds(Long.parseLong(dies.group(1))))
                : Optional.empty();
        running.put(name, new WireUnikernel(config, image, sha256(image), clock.instant(), end));
        if (words.contains("exits at once")) {
            crash(name);
        }
        return success("created unikernel");
    }

    /** Of a policy: how much memory, and which bridges. */
    private Optional<String> unfit(String name, WireConfig config) {
        byte[] policy = policies.get(name.substring(0, name.lastIndexOf(':') + 1));
        if (policy == null) {
            return Optional.empty();
        }
        List<Tlv> fields = Tlv.parse(policy).children();
        long memory = fields.get(2).number();
        if (config.memory() > memory) {
            return Optional.of("maximum allowed memory (" + memory + ", used 0) would be exceeded (requesting "
                    + config.memory() + ")");
        }
        List<String> bridges =
                fields.get(fields.size() - 1).children().stream().map(Tlv::text).toList();
        return config.bridges().stream()
                .filter(bridge -> !bridges.contains(bridge))
                .findFirst()
                .map(bridge -> "bridges " + bridge + " not allowed by policy");
    }

    boolean knows(int group, Tlv command) {
        return release.knows(group, command);
    }

    static byte[] success(String said) {
        return Tlv.choice(1, Tlv.choice(1, Tlv.text(said)));
    }

    static byte[] failure(String why) {
        return Tlv.choice(2, Tlv.text(why));
    }

    private static byte[] sha256(byte[] image) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(image);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

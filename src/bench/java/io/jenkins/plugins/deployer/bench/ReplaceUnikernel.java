package io.jenkins.plugins.deployer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.RealSolo5Host;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossHost;
import io.jenkins.plugins.deployer.unikernel.albatross.PlayedAlbatross;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import io.jenkins.plugins.deployer.unikernel.solo5.Solo5Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A running unikernel, replaced by another one of the same size. */
final class ReplaceUnikernel implements Row {
    private static final List<Integer> SIZES = List.of(100_000, 16_000_000, 200_000_000);
    private static final WantedUnikernel WANTED = new WantedUnikernel(
            UnikernelTarget.HVT,
            Architecture.X86_64,
            Optional.empty(),
            new UnikernelSetUp(32, Optional.empty(), Map.of("service", "br0"), Map.of(), List.of()));

    private int requests;

    @Override
    public String name() {
        return "unikernel";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        List<Line> lines = new ArrayList<>();
        for (int size : SIZES) {
            lines.addAll(onSolo5(world, size, runs));
        }
        for (int size : SIZES) {
            lines.add(onAlbatross(world, size, runs));
        }
        return lines;
    }

    private List<Line> onSolo5(World world, int size, int runs) throws IOException, InterruptedException {
        int port = Ports.free();
        List<UnikernelFile> images = images(world, size, "\n#play\nexec busybox httpd -f -p 127.0.0.1:" + port + "\n");
        Samples ours = new Samples();
        Samples shell = new Samples();
        Samples ourGaps = new Samples();
        Samples shellGaps = new Samples();
        try (RealSolo5Host real = RealSolo5Host.start();
                Engines engines = new Engines(real.environment())) {
            Host.Solo5 rules = real.rules();
            UnikernelHost host = new Solo5Host(rules, engines.ssh(rules));
            replace(host, images.get(1));
            awaitOpen(port);
            for (int run = 0; run < runs; run++) {
                try (Pinger pinger = new Pinger(port)) {
                    ours.add(replace(host, images.get(0)));
                    awaitOpen(port);
                    ourGaps.add(pinger.longest());
                }
                try (Pinger pinger = new Pinger(port)) {
                    shell.add(typed(world, real, images.get(1)).run());
                    awaitOpen(port);
                    shellGaps.add(pinger.longest());
                }
            }
        }
        String what = "Replace a unikernel of " + label(size) + " on a Solo5 host";
        return List.of(
                Line.compared(what, ours, "`ssh` with `cat`, `mv` and `systemctl restart`", shell),
                Line.compared("The same, gap seen by connecting", ourGaps, "the same", shellGaps, 1.0));
    }

    private static Program typed(World world, RealSolo5Host real, UnikernelFile image) {
        String ssh = "ssh -q -i '" + real.sshd().userKey() + "' -o IdentitiesOnly=yes -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=/dev/null -p " + real.sshd().port() + " root@127.0.0.1";
        return Program.shell(
                Map.of(),
                world.directory().resolve("shell.log"),
                ssh + " 'cd \"" + real.directory() + "\" && cat >www.new && mv www.new www.hvt"
                        + " && systemctl restart unikernel@www.service' <" + image.file());
    }

    private Line onAlbatross(World world, int size, int runs) throws IOException, InterruptedException {
        List<UnikernelFile> images = images(world, size, "");
        Samples ours = new Samples();
        PlayedAlbatross server = albatross(world.directory().resolve("albatross-" + size));
        UnikernelHost host = AlbatrossHost.of(
                new Host.Albatross("robur", Optional.empty(), server.endpoint(), ""),
                HostReach.directly(server.root()),
                world.directory().resolve("kept-" + size));
        replace(host, images.get(1));
        for (int run = 0; run < runs; run++) {
            ours.add(replace(host, images.get(run % 2)));
        }
        return Line.plain(
                "Replace a unikernel of " + label(size)
                        + " on an Albatross of the tests, with fetching the previous one",
                ours.label());
    }

    /** One that lasts as long as the benchmarks do. */
    private static PlayedAlbatross albatross(Path certificates) throws IOException, InterruptedException {
        try {
            return PlayedAlbatross.start(certificates);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Preparing and changing, as a roll-out does; then nobody needs the way back. */
    private Duration replace(UnikernelHost host, UnikernelFile image) throws IOException, InterruptedException {
        String id = "bench-" + ++requests;
        long start = System.nanoTime();
        JsonNode prepared = host.prepare(id, "www", WANTED, image, host.look("www"));
        host.change(id, "www", WANTED, image, prepared);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        host.forget(id, "www", prepared);
        return took;
    }

    /** Two sound ones that differ. */
    private static List<UnikernelFile> images(World world, int size, String end) throws IOException {
        List<UnikernelFile> images = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            byte[] elf = ElfWriter.unikernel(ElfWriter.HVT, 2, "net:service").bytes();
            byte[] tail = end.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[size];
            new Random(i).nextBytes(bytes);
            for (int at = 0; at < size; at++) {
                bytes[at] = bytes[at] == '\n' ? 0 : bytes[at];
            }
            System.arraycopy(elf, 0, bytes, 0, elf.length);
            System.arraycopy(tail, 0, bytes, size - tail.length, tail.length);
            Path file = Files.write(world.directory().resolve("unikernel-" + size + "-" + i), bytes);
            images.add(new UnikernelFile(file, "/unikernel.hvt of " + i, size, sha256(bytes)));
            Arrays.fill(bytes, (byte) 0);
        }
        return images;
    }

    private static String sha256(byte[] bytes) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String label(int size) {
        return size < 1_000_000 ? size / 1_000 + " kB" : size / 1_000_000 + " MB";
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitOpen(int port) throws InterruptedException, IOException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!isOpen(port)) {
            if (System.nanoTime() > end) {
                throw new IOException("The unikernel does not answer");
            }
            Thread.sleep(2);
        }
    }

    /** Connects all the time, and remembers for how long at the most nobody answered. */
    private static final class Pinger implements AutoCloseable {
        private final Thread thread;
        private volatile boolean over;
        private volatile long longest;

        Pinger(int port) {
            thread = new Thread(() -> ping(port), "pinger");
            thread.start();
        }

        private void ping(int port) {
            long good = System.nanoTime();
            while (!over) {
                if (isOpen(port)) {
                    long now = System.nanoTime();
                    longest = Math.max(longest, now - good);
                    good = now;
                }
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        Duration longest() throws InterruptedException {
            close();
            return Duration.ofNanos(longest);
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }

    @Override
    public String notes() {
        return "Solo5: a real sshd; in place of the tender a shell script that starts a web server, after it has read the"
                + " whole file. Ours compares the hash on the host, keeps the previous file, and restarts by the same"
                + " command; what is typed does none of that. The gap is the longest time in which nobody answered a"
                + " connection, tried every 2 ms. Albatross: the server of the tests, which starts nothing, so there is no"
                + " gap to be seen; the previous image is fetched first, as it is before every change.";
    }
}

package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host with unikernels, and the images that they come from: each has one that ends with the image's digest. */
final class PlayedUnikernels implements UnikernelHost, UnikernelBinaries {
    private final Clock clock;
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, Path> taken = new HashMap<>();
    private final Map<String, Running> before = new HashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final List<String> changes = new ArrayList<>();

    private record Running(String sha256, UnikernelSetUp setUp, Instant started) {}

    PlayedUnikernels(Clock clock) {
        this.clock = clock;
    }

    /** The digest of the unikernel in an image. */
    static String digestIn(String image) {
        return StagedUnikernels.digest(image);
    }

    /** What comes out of this image ends at once. */
    synchronized void endsAtOnce(String image) {
        bad.add(digestIn(image).substring("sha256:".length()));
    }

    /** The digest of what runs under a name. */
    synchronized Optional<String> running(String name) {
        return Optional.ofNullable(running.get(name)).map(one -> "sha256:" + one.sha256());
    }

    /** What was started, by digest. */
    synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    /** The ids of those who still need something here. */
    synchronized Set<String> kept() {
        Set<String> kept = new HashSet<>(taken.keySet());
        kept.addAll(before.keySet());
        return kept;
    }

    @Override
    public synchronized UnikernelFile take(String id, ImageName image, WantedUnikernel wanted, Deadline deadline) {
        try {
            String digest = image.digest().orElseThrow();
            byte[] bytes = StagedUnikernels.unikernel(digest);
            if (!taken.containsKey(id)) {
                taken.put(id, Files.write(Files.createTempFile("unikernel", ""), bytes));
            }
            return new UnikernelFile(
                    taken.get(id),
                    wanted.path() + " of " + image,
                    bytes.length,
                    digestIn(digest).substring("sha256:".length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void forget(String id) {
        Optional.ofNullable(taken.remove(id)).ifPresent(file -> file.toFile().delete());
    }

    @Override
    public synchronized Optional<UnikernelOnHost> look(String name) {
        return Optional.ofNullable(running.get(name))
                .map(one -> new UnikernelOnHost(
                        one.sha256(),
                        Optional.of(one.setUp()),
                        Optional.of(one.started().toString()),
                        Optional.empty()));
    }

    @Override
    public List<String> misfits(
            String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now) {
        return List.of();
    }

    @Override
    public synchronized JsonNode prepare(
            String id, String name, WantedUnikernel wanted, UnikernelFile file, Optional<UnikernelOnHost> now) {
        before.putIfAbsent(id, running.get(name));
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public synchronized void change(
            String id, String name, WantedUnikernel wanted, UnikernelFile file, JsonNode prepared) {
        changes.add("sha256:" + file.sha256());
        running.remove(name);
        if (!bad.contains(file.sha256())) {
            running.put(name, new Running(file.sha256(), wanted.setUp(), clock.instant()));
        }
    }

    @Override
    public synchronized void putBack(String id, String name, JsonNode prepared) {
        Running one = before.get(id);
        if (one == null) {
            running.remove(name);
        } else {
            running.put(name, new Running(one.sha256(), one.setUp(), clock.instant()));
        }
    }

    @Override
    public List<String> console(String name, Instant since, int most) {
        return List.of("Solo5: solo5_exit(1) called");
    }

    @Override
    public synchronized void forget(String id, String name, JsonNode prepared) {
        before.remove(id);
    }
}

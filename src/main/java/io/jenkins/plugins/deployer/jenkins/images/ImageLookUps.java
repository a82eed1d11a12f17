package io.jenkins.plugins.deployer.jenkins.images;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Digests;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks registries, each image on its period, what the tags of somebody else's images mean, and says what is to be deployed
 * then. One image of a registry is asked for at a time, so that one that does not answer holds up itself and no other. What
 * was found is saved. Safe for use by several threads; no method waits for a registry unless it says so.
 */
final class ImageLookUps {
    /** Of one run: its Pipeline has a step for each. */
    static final int MOST_SERVICES = 100;

    private final LookedFile file;
    private final Clock clock;
    private final Digests digests;
    private final Executor pool;
    private final Services services;
    private final Consumer<String> problems;
    private final Map<String, Looked> known;
    private final Map<String, Queue<FollowedImage>> registries = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();

    /** How services stand; reads no more than a file. */
    interface Services {
        Standing standing(Looked looked, ServiceOnHost service);
    }

    /**
     * @param pool looks up, a registry with each of its threads
     * @param problems is told in a sentence what an administrator has to know
     */
    ImageLookUps(
            LookedFile file, Clock clock, Digests digests, Executor pool, Services services, Consumer<String> problems)
            throws IOException {
        this.file = file;
        this.clock = clock;
        this.digests = digests;
        this.pool = pool;
        this.services = services;
        this.problems = problems;
        this.known = new LinkedHashMap<>(file.read());
    }

    /** What is known of the tag of an image; empty if it was never looked up. */
    synchronized Optional<Looked> looked(ImageName image) {
        return Optional.ofNullable(known.get(image.toString()));
    }

    /** How a service stands to what its image means. */
    Standing standing(Looked looked, ServiceOnHost service) {
        return services.standing(looked, service);
    }

    /** When an image that was looked up before will be next. */
    Instant next(FollowedImage image, Looked looked) {
        return looked.next(image.image().toString(), image.every(), isMissed(image, looked));
    }

    /**
     * Begins to look up what is due.
     *
     * @param images all that the rules have; others are forgotten
     */
    void lookUpDue(List<FollowedImage> images) {
        forgetOthers(images);
        Instant now = clock.instant();
        for (FollowedImage image : images) {
            boolean waits = looked(image.image())
                    .filter(looked -> next(image, looked).isAfter(now))
                    .isPresent();
            if (!waits) {
                begin(image);
            }
        }
    }

    /**
     * Looks all of them up now, and waits for that.
     *
     * @param patience how long to wait at most
     */
    void lookUpAll(List<FollowedImage> images, Duration patience) throws InterruptedException {
        CompletableFuture<?>[] all = images.stream().map(this::begin).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            problems.accept("not every registry of the images that the rules follow answers");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Whether something was found that no run has begun to deploy yet. */
    boolean isSomethingToDeploy(List<FollowedImage> images) {
        return images.stream().anyMatch(image -> looked(image.image())
                .filter(looked -> looked.isUntried() && isMissed(image, looked))
                .isPresent());
    }

    /**
     * What a run is to deploy.
     *
     * @param images by the name that the rules have for an image: each service with the image by digest
     * @param lines how everything stands
     * @param troubles what could not be looked up, a sentence each
     */
    record Chosen(Map<ImageName, Map<ServiceOnHost, ImageName>> images, List<String> lines, List<String> troubles) {
        /** All services, each with the image by digest. */
        Map<ServiceOnHost, ImageName> services() {
            Map<ServiceOnHost, ImageName> all = new LinkedHashMap<>();
            images.values().forEach(all::putAll);
            return all;
        }
    }

    /** A run begins: what it is to deploy counts as tried from now on. */
    Chosen choose(List<FollowedImage> images) {
        Map<ImageName, Map<ServiceOnHost, ImageName>> chosen = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        List<String> tried = new ArrayList<>();
        int count = 0;
        for (FollowedImage image : images) {
            ImageName name = image.image();
            Optional<Looked> looked = looked(name);
            looked.flatMap(Looked::trouble).ifPresent(why -> troubles.add(name + " could not be looked up: " + why));
            if (looked.flatMap(Looked::digest).isEmpty()) {
                lines.add(name + ": nobody knows yet what it means");
                continue;
            }
            String digest = looked.get().digest().get();
            boolean isOld = looked.get().trouble().isPresent();
            lines.add(name
                    + (isOld ? " was " : " is ")
                    + digest
                    + (isOld
                            ? " when its registry last answered"
                            : ", looked up at " + looked.get().at()));
            ImageName exact = new ImageName(name.registry(), name.repository(), name.tag(), Optional.of(digest));
            boolean isWhole = count < MOST_SERVICES;
            for (ServiceOnHost service : services(image)) {
                Standing standing = services.standing(looked.get(), service);
                lines.add("  " + service + " " + standing.words());
                if (standing.kind() == Standing.Kind.WANTED && isWhole) {
                    chosen.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(service, exact);
                    count++;
                }
            }
            if (chosen.containsKey(name)) {
                tried.add(name.toString());
            }
        }
        note(tried);
        return new Chosen(chosen, lines, troubles);
    }

    private synchronized void note(List<String> tried) {
        Instant now = clock.instant();
        tried.forEach(name -> known.computeIfPresent(name, (key, looked) -> looked.triedAt(now)));
        if (!tried.isEmpty()) {
            save();
        }
    }

    private boolean isMissed(FollowedImage image, Looked looked) {
        return services(image).stream()
                .anyMatch(service -> services.standing(looked, service).isMissed());
    }

    private static List<ServiceOnHost> services(FollowedImage image) {
        return image.services().stream().map(ServiceOnHost::of).toList();
    }

    /** One that is being looked up already is not looked up twice. */
    private CompletableFuture<Void> begin(FollowedImage image) {
        String name = image.image().toString();
        String registry = image.image().registry();
        CompletableFuture<Void> begun;
        boolean isFirst;
        synchronized (this) {
            CompletableFuture<Void> before = underWay.get(name);
            if (before != null) {
                return before;
            }
            begun = new CompletableFuture<>();
            underWay.put(name, begun);
            isFirst = !registries.containsKey(registry);
            registries.computeIfAbsent(registry, key -> new ArrayDeque<>()).add(image);
        }
        if (isFirst) {
            pool.execute(() -> lookUp(registry));
        }
        return begun;
    }

    private void lookUp(String registry) {
        for (Optional<FollowedImage> image = take(registry); image.isPresent(); image = take(registry)) {
            try {
                lookUp(image.get());
            } catch (InterruptedException e) {
                // The controller is being stopped; the next one asks again.
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized Optional<FollowedImage> take(String registry) {
        Optional<FollowedImage> next =
                Optional.ofNullable(registries.get(registry)).map(Queue::poll);
        if (next.isEmpty()) {
            registries.remove(registry);
        }
        return next;
    }

    private void lookUp(FollowedImage image) throws InterruptedException {
        ImageName name = image.image();
        try {
            String digest = digests.digest(name);
            boolean wasMissed = looked(name)
                    .filter(before -> !before.isUntried() && isMissed(image, before))
                    .isPresent();
            keep(name, before -> Looked.found(digest, clock.instant(), before, wasMissed));
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!looked(name).flatMap(Looked::trouble).equals(Optional.of(why))) {
                problems.accept("the image " + name + " could not be looked up: " + why + "; it will be tried again");
            }
            keep(name, before -> Looked.failed(why, clock.instant(), before));
        } catch (RuntimeException | LinkageError e) {
            // A fault of ours must hold up no other image.
            problems.accept("looking up the image " + name + " met a fault of the deployer: " + e);
            keep(name, before -> Looked.failed(e.toString(), clock.instant(), before));
        } finally {
            CompletableFuture<Void> done;
            synchronized (this) {
                done = underWay.remove(name.toString());
            }
            done.complete(null);
        }
    }

    private interface Change {
        Looked after(Optional<Looked> before);
    }

    private synchronized void keep(ImageName name, Change change) {
        known.put(name.toString(), change.after(Optional.ofNullable(known.get(name.toString()))));
        save();
    }

    private synchronized void forgetOthers(Collection<FollowedImage> images) {
        boolean isChanged = known.keySet()
                .retainAll(
                        images.stream().map(image -> image.image().toString()).collect(Collectors.toSet()));
        if (isChanged) {
            save();
        }
    }

    /** What could not be saved is looked up anew by the next controller. */
    private void save() {
        try {
            file.write(known);
        } catch (IOException e) {
            problems.accept("what images mean could not be saved: " + e.getMessage());
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.process.SavedFile;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The deployments that have ended, in a directory with a file for each service.
 *
 * <p>A file is replaced as a whole, so a process that is killed leaves it as it was or as it was to be, and what
 * {@link #add} returned for is on the disk. Of each service the newest deployments are kept, the last good ones, and which
 * images were bad. In memory is only what is asked for often: the last deployments of each service, and the bad images. A
 * file that cannot be read, or only in part, is copied aside and told about once.
 *
 * <p>The directory belongs to one store at a time. Safe for use by several threads; all methods may read or write files.
 */
public final class DeploymentStore implements Quarantine {
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final IntSupplier retention;
    private final Consumer<String> problems;
    private final Map<String, OneService> services = new ConcurrentHashMap<>();
    private boolean isListed;

    private DeploymentStore(Path directory, IntSupplier retention, Consumer<String> problems) {
        this.directory = directory;
        this.retention = retention;
        this.problems = problems;
    }

    /**
     * @param directory need not exist
     * @param retention how many of the newest deployments of a service to keep, at least one; asked whenever one is added
     * @param problems is told in a sentence about each file that cannot be read
     */
    public static DeploymentStore open(Path directory, IntSupplier retention, Consumer<String> problems)
            throws IOException {
        SavedFile.sweep(directory);
        return new DeploymentStore(directory, retention, problems);
    }

    /**
     * Adds a deployment that ended after all others of its service.
     *
     * @return whether it was not known yet; nothing is changed if it was
     * @throws IOException if it could not be written; what was known still is
     */
    public boolean add(RecordedDeployment deployment) throws IOException {
        return service(deployment.deployment().service()).add(deployment);
    }

    /** The newest deployments of a service, newest first. */
    public List<RecordedDeployment> history(ServiceOnHost service, int limit) throws IOException {
        List<RecordedDeployment> newestFirst =
                new ArrayList<>(service(service).read().deployments());
        Collections.reverse(newestFirst);
        return List.copyOf(newestFirst.subList(0, Math.min(limit, newestFirst.size())));
    }

    /** One deployment of a service; empty if it is not kept any longer, or never was. */
    public Optional<RecordedDeployment> find(ServiceOnHost service, String id) throws IOException {
        String name = ServiceFileName.of(service);
        if (!services.containsKey(name) && Files.notExists(directory.resolve(name + SUFFIX))) {
            // Whoever may not deploy asks too, and for any name: nothing of that stays in memory.
            return Optional.empty();
        }
        return service(service).read().deployments().stream()
                .filter(one -> one.deployment().id().equals(id))
                .findFirst();
    }

    /** Why a commit, or a digest, is in quarantine on a service: half a sentence; empty if it is not. */
    public Optional<String> fault(ServiceOnHost service, String version) throws IOException {
        return service(service).faults().of(version);
    }

    /** What is known of one service; empty if it was never deployed. */
    public Optional<KnownService> known(ServiceOnHost service) throws IOException {
        return service(service).known();
    }

    /** What is known of every service that was ever deployed, by name. */
    public Map<ServiceOnHost, KnownService> all() throws IOException {
        list();
        Map<ServiceOnHost, KnownService> all = new LinkedHashMap<>();
        for (String name : services.keySet().stream().sorted().toList()) {
            services.get(name)
                    .known()
                    .ifPresent(known -> all.put(known.last().deployment().service(), known));
        }
        return Collections.unmodifiableMap(all);
    }

    private synchronized void list() throws IOException {
        if (isListed || !Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                services.computeIfAbsent(name.substring(0, name.length() - SUFFIX.length()), OneService::new);
            }
        }
        isListed = true;
    }

    /** One name is deployed as one kind only, so whichever kind is known is meant. */
    @Override
    public Optional<String> reason(ServiceRequest request, String digest) {
        String version = request.origin().isPresent() ? request.origin().get().commit() : digest;
        try {
            for (ServiceOnHost.Kind kind : ServiceOnHost.Kind.values()) {
                Optional<String> reason = fault(new ServiceOnHost(kind, request.service(), request.host()), version);
                if (reason.isPresent()) {
                    return reason;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OneService service(ServiceOnHost service) {
        return services.computeIfAbsent(ServiceFileName.of(service), OneService::new);
    }

    /** One file, and what is remembered of it. */
    private final class OneService {
        private final Path file;
        private boolean isLoaded;
        private Optional<KnownService> known = Optional.empty();
        private ImageFaults faults = ImageFaults.NONE;

        OneService(String name) {
            this.file = directory.resolve(name + SUFFIX);
        }

        synchronized boolean add(RecordedDeployment next) throws IOException {
            ServiceHistory before = load();
            if (before.has(next.deployment().id())) {
                return false;
            }
            ServiceHistory after = before.and(next, Math.max(1, retention.getAsInt()));
            SavedFile.writeDurably(file, after.toJson());
            remember(after);
            return true;
        }

        synchronized ServiceHistory read() throws IOException {
            return load();
        }

        synchronized Optional<KnownService> known() throws IOException {
            if (!isLoaded) {
                load();
            }
            return known;
        }

        synchronized ImageFaults faults() throws IOException {
            if (!isLoaded) {
                load();
            }
            return faults;
        }

        private ServiceHistory load() throws IOException {
            ServiceHistory history = ServiceHistory.EMPTY;
            try {
                // Not a strict decoder: a byte that is wrong costs one deployment, not all.
                history = ServiceHistory.fromJson(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                // It was never deployed.
            }
            if (!history.problems().isEmpty()) {
                setAside(history);
            }
            if (!isLoaded) {
                remember(history);
            }
            return history;
        }

        /** What can be read stays, as a file that can be read. */
        private void setAside(ServiceHistory history) throws IOException {
            Path copy = file.resolveSibling(file.getFileName() + ".broken");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            SavedFile.writeDurably(
                    file, new ServiceHistory(history.deployments(), history.faults(), List.of()).toJson());
            problems.accept("the record of deployments " + file + " is damaged: "
                    + String.join("; ", new HashSet<>(history.problems()))
                    + "; it is kept as " + copy.getFileName() + ", and goes on with the "
                    + history.deployments().size() + " deployments that could be read");
        }

        private void remember(ServiceHistory history) {
            faults = history.faults();
            known = Optional.empty();
            for (RecordedDeployment one : history.deployments()) {
                known = Optional.of(known.map(earlier -> earlier.and(one)).orElseGet(() -> KnownService.of(one)));
            }
            isLoaded = true;
        }
    }
}

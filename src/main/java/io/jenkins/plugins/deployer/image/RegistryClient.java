package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The registries that images are in, over their HTTP API (OCI distribution specification 1.1, which Docker's registry
 * API is part of).
 *
 * <p>Every method blocks until it is done or its deadline has passed, and may be interrupted. Registries that are busy,
 * broken or out of reach are asked again until then. Safe for use by several threads, which share connections and
 * tokens; keep one for as long as there is work. It has no thread that would keep the JVM alive, and need not be closed.
 */
public final class RegistryClient {
    private final Logins logins;
    private final Set<String> insecure;
    private final Consumer<String> log;
    private final Http http;
    private final Map<String, RegistryConnection> connections = new ConcurrentHashMap<>();

    /**
     * Trusts the certificates that the system and Docker trust.
     *
     * @param insecure registries, as in {@link ImageName#registry}, that may be spoken to without TLS; those on this
     *     machine's loopback addresses always may
     * @param log is told, in one line each, why something takes longer
     */
    public RegistryClient(Logins logins, Set<String> insecure, Consumer<String> log) {
        this(logins, insecure, log, RegistryTrust.ofDocker());
    }

    RegistryClient(Logins logins, Set<String> insecure, Consumer<String> log, RegistryTrust trust) {
        this.logins = logins;
        this.insecure = Set.copyOf(insecure);
        this.log = log;
        this.http = new Http(trust);
    }

    /**
     * What an image's tag stands for now.
     *
     * @param name with a tag or a digest; without both, the tag {@code latest} is meant
     * @return the digest
     * @throws ImageException {@link ImageException.Kind#NOT_FOUND} if there is no such image
     */
    public String resolve(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        return find(name, deadline)
                .orElseThrow(() -> new ImageException(
                        ImageException.Kind.NOT_FOUND,
                        name.registry() + " has no image " + repository(name).text(name)
                                + "; check the name, or push it first"));
    }

    /** As {@link #resolve}, but empty if there is no such image. */
    public Optional<String> find(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        return repository(name).find(name, deadline);
    }

    /** Whether there is an image of that name. */
    public boolean exists(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        return find(name, deadline).isPresent();
    }

    /**
     * An image's manifest or index, verified against the digest if the name has one.
     *
     * @throws ImageException {@link ImageException.Kind#NOT_FOUND} if there is no such image
     */
    public Manifest manifest(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        return repository(name).manifest(name, deadline);
    }

    private RegistryRepository repository(ImageName name) {
        RegistryConnection connection = connections.computeIfAbsent(name.registry(), registry -> {
            RegistryAddress address = new RegistryAddress(registry);
            boolean mayBePlain = address.isLoopback() || insecure.contains(registry);
            return new RegistryConnection(address, mayBePlain, http, logins, log);
        });
        return new RegistryRepository(connection, name.repository());
    }
}

package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.InputStream;
import java.util.List;
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
     * Trusts the certificates that the system trusts, and those in {@code /etc/docker/certs.d} and in {@code certs.d}
     * beside the user's Docker configuration.
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
        Optional<String> digest = find(name, deadline);
        if (digest.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.NOT_FOUND,
                    name.registry() + " has no image " + repository(name).text(reference(name))
                            + "; check the name, or push it first");
        }
        return digest.get();
    }

    /** As {@link #resolve}, but empty if there is no such image. */
    public Optional<String> find(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        return repository(name).find(reference(name), deadline);
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
        return repository(name).manifest(reference(name), deadline);
    }

    /**
     * The manifest of one image: of the one for the platform, if the name stands for an index.
     *
     * @throws ImageException {@link ImageException.Kind#NOT_FOUND} if there is none for the platform
     */
    public Manifest manifest(ImageName name, Platform platform, Deadline deadline)
            throws ImageException, InterruptedException {
        Manifest manifest = manifest(name, deadline);
        if (!manifest.isIndex()) {
            return manifest;
        }
        for (Descriptor image : manifest.images()) {
            if (image.platform().filter(platform::accepts).isPresent()) {
                return repository(name).manifest(image.digest(), deadline);
            }
        }
        throw new ImageException(
                ImageException.Kind.NOT_FOUND,
                name.registry() + " has " + repository(name).text(reference(name)) + " not for " + platform);
    }

    /**
     * An image's configuration (OCI image specification, "Image Configuration").
     *
     * @param repository where the image is; tag and digest do not matter
     * @param image not an index
     */
    public JsonNode config(ImageName repository, Manifest image, Deadline deadline)
            throws ImageException, InterruptedException {
        Descriptor config = image.config()
                .orElseThrow(() -> new IllegalArgumentException("an index has no configuration: " + image));
        return repository(repository).config(config, deadline);
    }

    /**
     * Opens a blob, such as a layer, for reading. The stream goes on where it was if the connection breaks. Its end
     * is reached only if size and digest are right: before that, what was read proves nothing. Reading throws
     * {@link ImageException}, and {@link java.io.InterruptedIOException} if the thread is interrupted, whose interrupt
     * status then stays set.
     *
     * @param repository where the blob is; tag and digest do not matter
     * @param deadline of reading it to its end
     */
    public InputStream open(ImageName repository, Descriptor blob, Deadline deadline) {
        return new BlobStream(repository(repository), blob, deadline);
    }

    /**
     * Copies an image, or an index with all its images, byte for byte. Within one registry nothing is transferred.
     *
     * @param from what is copied
     * @param to the repository and, if it shall have one, the tag, which is set when all else is there
     * @return the digest
     */
    public String copy(ImageName from, ImageName to, Deadline deadline) throws ImageException, InterruptedException {
        return copy(from, to, to, deadline);
    }

    /** @param shown what people know the copy as, for errors */
    String copy(ImageName from, ImageName to, ImageName shown, Deadline deadline)
            throws ImageException, InterruptedException {
        Manifest manifest = manifest(from, deadline);
        String purpose = "push " + repository(shown).text(reference(shown));
        String reference = to.tag().orElse(manifest.digest());
        new ImageCopy(repository(from), repository(to), purpose).copy(manifest, reference, deadline);
        return manifest.digest();
    }

    /**
     * An index over images, one for each platform. It is a Docker manifest list if all images are Docker's, else an OCI
     * image index; equal images in equal order give an equal digest. Nothing is stored.
     *
     * @param images by digest; those that are indexes themselves are taken apart
     */
    public Manifest index(List<ImageName> images, Deadline deadline) throws ImageException, InterruptedException {
        ImageIndex index = new ImageIndex();
        for (ImageName image : images) {
            Manifest manifest = manifest(image, deadline);
            if (manifest.isIndex()) {
                index.addAll(manifest);
            } else {
                index.add(manifest, config(image, manifest, deadline));
            }
        }
        return index.manifest();
    }

    /**
     * Stores a manifest under a tag. Everything that it names must be in the repository.
     *
     * @param name the repository and the tag
     */
    public void put(Manifest manifest, ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        repository(name).put(manifest, reference(name), deadline);
    }

    /**
     * As {@link #put}, for a tag that never moves.
     *
     * @throws ImageException {@link ImageException.Kind#FAILED} if the tag stands for something else
     */
    public void keep(Manifest manifest, ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        Optional<String> there = find(name, deadline);
        if (there.isEmpty()) {
            put(manifest, name, deadline);
        } else if (!there.get().equals(manifest.digest())) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    name + " stands for " + there.get() + " for ever and is not moved to " + manifest.digest());
        }
    }

    /**
     * Gives an image of a repository a further tag, or moves the tag to it.
     *
     * @param image by digest
     */
    public void tag(ImageName image, String tag, Deadline deadline) throws ImageException, InterruptedException {
        put(manifest(image, deadline), image.withTag(tag), deadline);
    }

    /**
     * Begins an upload to a repository and gives it up. A Docker engine hides why a registry takes nothing; this tells.
     *
     * @throws ImageException if the registry takes nothing now
     */
    void tryUpload(ImageName repository, Deadline deadline) throws ImageException, InterruptedException {
        RegistryRepository target = repository(repository);
        target.cancelUpload(target.startUpload("push to " + repository.repository(), deadline), deadline);
    }

    private RegistryRepository repository(ImageName name) {
        RegistryConnection connection = connections.computeIfAbsent(name.registry(), registry -> {
            RegistryAddress address = new RegistryAddress(registry);
            boolean mayBePlain = address.isLoopback() || insecure.contains(registry);
            return new RegistryConnection(address, mayBePlain, http, logins, log);
        });
        return new RegistryRepository(connection, name.repository());
    }

    private static String reference(ImageName name) {
        return name.digest().orElseGet(() -> name.tag().orElse("latest"));
    }
}

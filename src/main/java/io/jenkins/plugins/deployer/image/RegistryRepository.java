package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * One repository of a registry. A reference is a tag or a digest.
 *
 * @param path for example {@code library/busybox}
 */
record RegistryRepository(RegistryConnection connection, String path) {
    /** What a registry must accept at least (OCI distribution specification, "Pushing Manifests"). */
    private static final int MANIFEST_LIMIT = 4 * 1024 * 1024;

    private static final int CONFIG_LIMIT = 8 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    boolean isInSameRegistryAs(RegistryRepository other) {
        return connection == other.connection;
    }

    /** The repository's registry, as in image names. */
    String registry() {
        return connection.registry();
    }

    /** The image for people: {@code REPOSITORY:TAG} or {@code REPOSITORY@DIGEST}. */
    String text(String reference) {
        return path + (isDigest(reference) ? "@" : ":") + reference;
    }

    /** The digest of the image; empty if there is none. */
    Optional<String> find(String reference, Deadline deadline) throws ImageException, InterruptedException {
        Call call = manifest("look up", "HEAD", reference).expect(200, 404);
        Found found = connection.call(call, deadline, answer -> found(reference, answer));
        if (found.there() && found.digest().isEmpty()) {
            // Some registries leave the header out.
            return Optional.of(manifest(reference, deadline).digest());
        }
        return found.digest();
    }

    private record Found(boolean there, Optional<String> digest) {}

    private static Found found(String reference, Answer answer) {
        if (answer.status() == 404) {
            return new Found(false, Optional.empty());
        }
        Optional<String> digest = isDigest(reference) ? Optional.of(reference) : answer.header(DIGEST_HEADER);
        return new Found(true, digest.flatMap(Digest::parse).map(Digest::text));
    }

    Manifest manifest(String reference, Deadline deadline) throws ImageException, InterruptedException {
        return connection.call(manifest("get", "GET", reference), deadline, answer -> read(reference, answer));
    }

    private Manifest read(String reference, Answer answer) throws IOException {
        byte[] content = answer.bytes(MANIFEST_LIMIT);
        if (isDigest(reference) && !new Digest(reference).matches(content)) {
            throw damaged(text(reference));
        }
        try {
            return Manifest.read(answer.header("Content-Type").orElse(""), content);
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    registry() + " sent for " + text(reference) + " what cannot be used: " + e.getMessage(),
                    e);
        }
    }

    /** The configuration of an image. */
    JsonNode config(Descriptor config, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of("get " + text(config.digest()), "GET", blobPath(config.digest()))
                .scopes(Scope.pull(path));
        return connection.call(call, deadline, answer -> {
            byte[] content = answer.bytes(CONFIG_LIMIT);
            if (!new Digest(config.digest()).matches(content)) {
                throw damaged(text(config.digest()));
            }
            try {
                return JSON.readTree(content);
            } catch (JacksonException e) {
                throw new ImageException(
                        ImageException.Kind.FAILED,
                        registry() + " has an image configuration " + text(config.digest()) + " that is not JSON",
                        e);
            }
        });
    }

    /** Stores the manifest, whose parts must be there, under a tag or its digest. */
    void put(Manifest manifest, String reference, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of("push " + text(reference), "PUT", "/v2/" + path + "/manifests/" + reference)
                .header("Content-Type", manifest.mediaType())
                .body(manifest.content())
                .scopes(Scope.push(path))
                .expect(200, 201, 202);
        Optional<String> stored = connection.call(call, deadline, answer -> answer.header(DIGEST_HEADER));
        if (stored.isPresent() && !stored.get().equals(manifest.digest())) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    registry() + " stored " + text(reference) + " as " + stored.get() + " instead of "
                            + manifest.digest() + "; it changes manifests, so that nothing can be deployed by digest");
        }
    }

    /** @param purpose what the blob is for, as errors say it */
    boolean hasBlob(String purpose, String digest, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of(purpose, "HEAD", blobPath(digest))
                .scopes(Scope.pull(path))
                .expect(200, 404);
        return connection.call(call, deadline, answer -> answer.status() == 200);
    }

    /**
     * A blob's bytes as they arrive, unverified; the caller closes the answer.
     *
     * @param offset of the first byte; the answer's status is 206 if the registry begins there, 200 if at the start
     */
    Answer openBlob(String digest, long offset, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of("get " + text(digest), "GET", blobPath(digest))
                .scopes(Scope.pull(path))
                .expect(200, 206);
        Call complete = offset == 0 ? call : call.header("Range", "bytes=" + offset + "-");
        return connection.call(complete, deadline, answer -> answer);
    }

    /**
     * Has the registry take a blob over from another of its repositories.
     *
     * @return whether it did
     */
    boolean mount(String purpose, String digest, RegistryRepository from, Deadline deadline)
            throws ImageException, InterruptedException {
        String query = "?mount=" + digest + "&from=" + from.path();
        Call call = Call.of(purpose, "POST", "/v2/" + path + "/blobs/uploads/" + query)
                .scopes(Scope.push(path), Scope.pull(from.path()))
                .expect(201, 202);
        return connection.call(call, deadline, answer -> answer.status() == 201);
    }

    /**
     * Begins an upload.
     *
     * @return where to send it
     */
    URI startUpload(String purpose, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of(purpose, "POST", "/v2/" + path + "/blobs/uploads/")
                .scopes(Scope.push(path))
                .expect(202);
        return connection.call(call, deadline, RegistryRepository::location);
    }

    /** Ends an upload without a result; a registry that does not know how forgets it in time. */
    void cancelUpload(URI place, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of("give up a push to " + path, "DELETE", place::toString)
                .scopes(Scope.push(path))
                .expect(200, 202, 204, 404, 405)
                .justOnce();
        connection.call(call, deadline, Answer::status);
    }

    /**
     * Where an answer says that an upload goes on. A registry behind a proxy that does the TLS may not know that we
     * came over TLS: we stay there.
     */
    static URI location(Answer answer) throws IOException {
        String location = answer.header("Location")
                .orElseThrow(() -> new IOException("it did not say where to send the content"));
        URI target = Http.resolve(answer.uri(), location);
        boolean downgraded = answer.uri().getScheme().equals("https")
                && target.getScheme().equals("http")
                && target.getHost().equalsIgnoreCase(answer.uri().getHost());
        return downgraded
                ? URI.create("https://" + answer.uri().getRawAuthority()
                        + target.toString().substring(("http://" + target.getRawAuthority()).length()))
                : target;
    }

    ImageException damaged(String what) {
        return new ImageException(
                ImageException.Kind.FAILED,
                registry() + " sent for " + what + " what does not have this digest;"
                        + " its storage, or something between us and it, is damaged");
    }

    private Call manifest(String verb, String method, String reference) {
        return Call.of(verb + " " + text(reference), method, "/v2/" + path + "/manifests/" + reference)
                .header("Accept", MediaType.ACCEPT)
                .scopes(Scope.pull(path));
    }

    private String blobPath(String digest) {
        return "/v2/" + path + "/blobs/" + digest;
    }

    private static boolean isDigest(String reference) {
        return reference.contains(":");
    }
}

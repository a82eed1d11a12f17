package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.util.Optional;

/**
 * One repository of a registry.
 *
 * @param path for example {@code library/busybox}
 */
record RegistryRepository(RegistryConnection connection, String path) {
    /** What a registry must accept at least (OCI distribution specification, "Pushing Manifests"). */
    private static final int MANIFEST_LIMIT = 4 * 1024 * 1024;

    private static final String DIGEST_HEADER = "Docker-Content-Digest";

    /** The digest of the image; empty if there is none. */
    Optional<String> find(ImageName image, Deadline deadline) throws ImageException, InterruptedException {
        Call call = manifestCall("look up", "HEAD", image).expect(200, 404);
        Found found = connection.call(
                call,
                deadline,
                answer -> answer.status() == 404
                        ? new Found(false, Optional.empty())
                        : new Found(true, image.digest().or(() -> answer.header(DIGEST_HEADER)
                                .flatMap(Digest::parse)
                                .map(Digest::text))));
        if (found.there() && found.digest().isEmpty()) {
            // Some registries leave the header out.
            return Optional.of(manifest(image, deadline).digest());
        }
        return found.digest();
    }

    private record Found(boolean there, Optional<String> digest) {}

    Manifest manifest(ImageName image, Deadline deadline) throws ImageException, InterruptedException {
        return connection.call(manifestCall("get", "GET", image), deadline, answer -> read(image, answer));
    }

    /** The image for people: {@code REPOSITORY:TAG} or {@code REPOSITORY@DIGEST}. */
    String text(ImageName image) {
        return path + image.digest().map(digest -> "@" + digest).orElseGet(() -> ":" + tag(image));
    }

    private Manifest read(ImageName image, Answer answer) throws IOException {
        byte[] content = answer.bytes(MANIFEST_LIMIT);
        if (image.digest().isPresent() && !new Digest(image.digest().get()).matches(content)) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    image.registry() + " sent for " + text(image) + " what does not have this digest;"
                            + " its storage, or something between us and it, is damaged");
        }
        try {
            return Manifest.read(answer.header("Content-Type").orElse(""), content);
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    image.registry() + " sent for " + text(image) + " what cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private Call manifestCall(String verb, String method, ImageName image) {
        String reference = image.digest().orElseGet(() -> tag(image));
        return Call.of(verb + " " + text(image), method, "/v2/" + path + "/manifests/" + reference)
                .header("Accept", MediaType.ACCEPT)
                .scopes(Scope.pull(path));
    }

    private static String tag(ImageName image) {
        return image.tag().orElse("latest");
    }
}

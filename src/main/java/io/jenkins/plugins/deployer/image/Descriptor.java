package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A reference to content in a repository (OCI image specification, "Content Descriptors").
 *
 * @param mediaType what it is, for example {@code application/vnd.oci.image.layer.v1.tar+gzip}
 * @param digest what it hashes to, with the algorithm before a colon
 * @param size in bytes; not negative
 * @param platform what it runs on; only entries of indexes say so
 * @param foreign whether it is to be had elsewhere and no registry need have it (a base layer of Windows)
 */
public record Descriptor(String mediaType, String digest, long size, Optional<Platform> platform, boolean foreign) {
    /** @throws IllegalArgumentException if the digest or the size cannot be one */
    public Descriptor {
        new Digest(digest);
        if (size < 0) {
            throw new IllegalArgumentException("the size of " + digest + " is " + size);
        }
    }

    static Descriptor of(JsonNode json) {
        JsonNode platform = json.path("platform");
        return new Descriptor(
                json.path("mediaType").asText(),
                json.path("digest").asText(),
                json.path("size").asLong(-1),
                platform.isObject() ? Optional.of(Platform.of(platform)) : Optional.empty(),
                !json.path("urls").isEmpty());
    }
}

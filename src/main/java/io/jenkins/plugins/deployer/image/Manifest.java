package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a registry says an image consists of: the manifest of one image, or an index of several images for different
 * platforms. It keeps the bytes that it came as, because its digest is theirs. Immutable.
 */
public final class Manifest {
    private static final JsonMapper JSON = new JsonMapper();

    private final String mediaType;
    private final String digest;
    private final byte[] content;
    private final Optional<Descriptor> config;
    private final List<Descriptor> layers;
    private final List<Descriptor> images;

    private Manifest(String mediaType, byte[] content, JsonNode json) {
        this.mediaType = mediaType;
        this.digest = Digest.of(content).text();
        this.content = content;
        boolean index = MediaType.isIndex(mediaType);
        this.config = index ? Optional.empty() : Optional.of(Descriptor.of(json.path("config")));
        this.layers = index ? List.of() : descriptors(json.path("layers"));
        this.images = index ? descriptors(json.path("manifests")) : List.of();
    }

    /**
     * Reads a manifest.
     *
     * @param mediaType as the registry gave it
     * @throws IOException saying what is wrong if it is of no known type or malformed
     */
    static Manifest read(String mediaType, byte[] content) throws IOException {
        try {
            JsonNode json = JSON.readTree(content);
            String type = json.path("mediaType").asText(mediaType);
            if (!MediaType.isIndex(type) && !MediaType.isImage(type)) {
                throw new IOException("it is of the type " + type + ", which is no image manifest that we know");
            }
            return new Manifest(type, content.clone(), json);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The media type, for example {@code application/vnd.oci.image.manifest.v1+json}. */
    public String mediaType() {
        return mediaType;
    }

    /** The SHA-256 digest of {@link #content}. */
    public String digest() {
        return digest;
    }

    /** The exact bytes. */
    public byte[] content() {
        return content.clone();
    }

    public boolean isIndex() {
        return MediaType.isIndex(mediaType);
    }

    /** The image's configuration; empty for an index. */
    public Optional<Descriptor> config() {
        return config;
    }

    /** The image's layers from the base up; empty for an index. */
    public List<Descriptor> layers() {
        return layers;
    }

    /** The manifests that an index has; empty for an image. */
    public List<Descriptor> images() {
        return images;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that
                && mediaType.equals(that.mediaType)
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }

    private static List<Descriptor> descriptors(JsonNode list) {
        List<Descriptor> found = new ArrayList<>();
        list.forEach(each -> found.add(Descriptor.of(each)));
        return List.copyOf(found);
    }
}

package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * An index over images of several platforms, while it is put together. Equal images in equal order give equal bytes,
 * and so the same digest. For one thread.
 */
final class ImageIndex {
    private static final JsonMapper JSON = new JsonMapper();

    /** What BuildKit says of entries that are no images but tell of one: {@code unknown/unknown}. */
    private static final String UNKNOWN = "unknown";

    private final ArrayNode entries = JSON.createArrayNode();
    private final Map<Platform, String> digests = new HashMap<>();
    private boolean onlyDocker = true;

    /**
     * Adds one image.
     *
     * @param config its configuration, which says what platform it is for
     */
    void add(Manifest image, JsonNode config) throws ImageException {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("mediaType", image.mediaType());
        entry.put("digest", image.digest());
        entry.put("size", image.content().length);
        ObjectNode platform = entry.putObject("platform");
        for (String field : new String[] {"architecture", "os", "os.version", "variant"}) {
            String value = config.path(field).asText();
            if (!value.isEmpty()) {
                platform.put(field, value);
            }
        }
        add(entry);
    }

    /** Adds the entries of an index, as builders make one of an image and what proves its origin. */
    void addAll(Manifest index) throws ImageException {
        try {
            for (JsonNode entry : JSON.readTree(index.content()).path("manifests")) {
                add(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an index that was read once can be read again", e);
        }
    }

    Manifest manifest() {
        ObjectNode index = JSON.createObjectNode();
        String type = onlyDocker ? MediaType.DOCKER_LIST : MediaType.OCI_INDEX;
        index.put("schemaVersion", 2);
        index.put("mediaType", type);
        index.set("manifests", entries);
        try {
            return Manifest.read(type, JSON.writeValueAsBytes(index));
        } catch (IOException e) {
            throw new UncheckedIOException("an index of descriptors is a valid manifest", e);
        }
    }

    private void add(JsonNode entry) throws ImageException {
        Platform platform = Platform.of(entry.path("platform"));
        String digest = entry.path("digest").asText();
        if (!platform.os().equals(UNKNOWN)) {
            String other = digests.putIfAbsent(platform, digest);
            if (other != null) {
                throw new ImageException(
                        ImageException.Kind.FAILED,
                        "there are two images for " + platform + ", " + other + " and " + digest
                                + ", where each architecture should have made one of its own; check the agents, or the"
                                + " base image");
            }
        }
        onlyDocker &= MediaType.DOCKER_MANIFEST.equals(entry.path("mediaType").asText());
        entries.add(entry);
    }
}

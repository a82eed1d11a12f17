package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * What an image runs on, by the names of the Go language (OCI image index specification, "platform").
 *
 * @param os for example {@code linux}
 * @param architecture for example {@code arm64}
 * @param variant for example {@code v8}; empty if there is none
 */
public record Platform(String os, String architecture, String variant) {
    public Platform {
        Objects.requireNonNull(os);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(variant);
    }

    /**
     * Reads {@code OS/ARCHITECTURE[/VARIANT]}.
     *
     * @throws IllegalArgumentException if there are fewer or more parts
     */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("\"" + text + "\" is not a platform such as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** Reads the fields that image configurations and the entries of indexes have in common. */
    static Platform of(JsonNode fields) {
        return new Platform(
                fields.path("os").asText(),
                fields.path("architecture").asText(),
                fields.path("variant").asText());
    }

    /** Whether images for the other platform run here: a variant that one side leaves out does not matter. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}

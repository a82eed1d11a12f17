package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.process.SavedFile;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The digests that build arguments are looked up as, each kept as long as the rules say, so that builds do not change
 * each minute. Safe for use by several threads.
 */
public final class KeptDigests {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DIGEST = "digest";
    private static final String FOUND = "found";

    private final Path file;
    private final Clock clock;

    /** @param file need not exist, and may be removed at any time */
    public KeptDigests(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * The digest of an image: what was found last if that is not too long ago, else what its registry says.
     *
     * @throws ImageException {@link ImageException.Kind#NOT_FOUND} if there is no such image
     */
    public String find(BuildArgument.DigestOf wanted, RegistryClient registries, Deadline deadline)
            throws IOException, InterruptedException {
        String name = wanted.image().toString();
        Instant now = clock.instant();
        Optional<String> kept = kept(read().path(name), now.minus(wanted.every()));
        if (kept.isPresent()) {
            return kept.get();
        }
        String digest = registries.resolve(wanted.image(), deadline);
        keep(name, digest, now);
        return digest;
    }

    private static Optional<String> kept(JsonNode entry, Instant oldest) {
        try {
            return Instant.parse(entry.path(FOUND).asText()).isAfter(oldest)
                    ? Optional.ofNullable(entry.path(DIGEST).textValue())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private synchronized void keep(String name, String digest, Instant found) throws IOException {
        ObjectNode all = read();
        all.putObject(name).put(DIGEST, digest).put(FOUND, found.toString());
        SavedFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }

    private ObjectNode read() throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode all ? all : JSON.createObjectNode();
        } catch (NoSuchFileException e) {
            return JSON.createObjectNode();
        } catch (JacksonException e) {
            // Damaged: everything is looked up again.
            return JSON.createObjectNode();
        }
    }
}

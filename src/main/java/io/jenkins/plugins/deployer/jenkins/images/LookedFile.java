package io.jenkins.plugins.deployer.jenkins.images;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.process.SavedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of tags, by the names of images, in a file. */
final class LookedFile {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    /** @param file need not exist; what is damaged in it is looked up anew */
    LookedFile(Path file) {
        this.file = file;
    }

    Map<String, Looked> read() throws IOException {
        Map<String, Looked> all = new LinkedHashMap<>();
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            json.path("images").fields().forEachRemaining(entry -> Looked.fromJson(entry.getValue())
                    .ifPresent(looked -> all.put(entry.getKey(), looked)));
        } catch (NoSuchFileException | JacksonException e) {
            all.clear();
        }
        return all;
    }

    void write(Map<String, Looked> all) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("form", 1);
        ObjectNode images = json.putObject("images");
        all.forEach((name, looked) -> images.set(name, looked.toJson()));
        SavedFile.write(file, json.toPrettyString());
    }
}

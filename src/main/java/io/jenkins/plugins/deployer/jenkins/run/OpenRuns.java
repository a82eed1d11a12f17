package io.jenkins.plugins.deployer.jenkins.run;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.deployer.process.SavedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The runs of which others were not told all yet, in a file: what a controller that is killed did not say, the next one has to.
 * What was said of a run already is in its record. Safe for use by several threads; reads and writes a file.
 */
final class OpenRuns {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private Set<String> known;

    OpenRuns(Path file) {
        this.file = file;
    }

    /** The ids of the runs, in no order. */
    synchronized Set<String> all() throws IOException {
        if (known == null) {
            known = read();
        }
        return Set.copyOf(known);
    }

    synchronized void open(String run) throws IOException {
        all();
        if (known.add(run)) {
            write();
        }
    }

    synchronized void close(String run) throws IOException {
        all();
        if (known.remove(run)) {
            write();
        }
    }

    private Set<String> read() throws IOException {
        Set<String> runs = new LinkedHashSet<>();
        try {
            for (JsonNode run : JSON.readTree(Files.readString(file))) {
                runs.add(run.asText());
            }
        } catch (JacksonException | NoSuchFileException e) {
            // None, or somebody damaged it: the next ones are kept again.
            runs.clear();
        }
        return runs;
    }

    private void write() throws IOException {
        ArrayNode runs = JSON.createArrayNode();
        known.forEach(runs::add);
        SavedFile.writeDurably(file, runs.toString());
    }
}

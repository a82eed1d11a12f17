package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether a command prints its result as JSON, and how. */
final class Json {
    @Option(names = "--json", description = "Print the result as JSON (docs/json.md).")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    void print(PrintWriter out, JsonNode value) {
        try {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        out.flush();
    }
}

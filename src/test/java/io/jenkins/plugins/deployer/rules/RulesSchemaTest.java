package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors use and the reader that decides must not say different things. */
class RulesSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode TEXT = schemaText();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(TEXT);
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private static JsonNode schemaText() {
        try (InputStream in = RulesReader.class.getResourceAsStream("rules.schema.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> valid() {
        return Examples.VALID;
    }

    static List<String> wrongInStructure() {
        return Examples.WRONG_IN_STRUCTURE;
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts_what_the_reader_accepts(String name) throws Exception {
        assertThat(SCHEMA.validate(json(Examples.text(name)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wrongInStructure")
    void rejects_what_is_wrong_in_itself(String name) throws Exception {
        assertThat(SCHEMA.validate(json(Examples.invalid(name)))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void knows_the_keys_that_the_reader_knows(Form form) {
        JsonNode definition =
                form == Form.FILE ? TEXT : TEXT.path("definitions").path(definitionName(form));

        assertThat(names(definition.path("properties"))).containsExactlyInAnyOrderElementsOf(form.keys());
        assertThat(definition.path("required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(form.required());
        assertThat(definition.path("additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void has_no_mapping_with_keys_that_the_reader_does_not_know() {
        List<String> closed = names(TEXT.path("definitions")).stream()
                .filter(name -> TEXT.path("definitions").path(name).has("properties"))
                .toList();

        assertThat(closed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Form.values())
                        .filter(form -> form != Form.FILE)
                        .map(RulesSchemaTest::definitionName)
                        .toList());
    }

    @Test
    void describes_every_key() {
        for (JsonNode properties : TEXT.findValues("properties")) {
            boolean condition = properties.size() <= 2 && properties.findValue("const") != null;
            if (!condition) {
                assertThat(properties).allSatisfy(property -> assertThat(
                                property.path("description").asText())
                        .isNotBlank());
            }
        }
    }

    @Test
    void knows_the_architectures_and_targets() {
        assertThat(TEXT.path("definitions").path("architecture").path("enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(Architecture.values())
                        .map(Architecture::label)
                        .toList());
        assertThat(TEXT.at("/definitions/unikernelBuild/properties/target/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(UnikernelTarget.values())
                        .map(UnikernelTarget::label)
                        .toList());
    }

    /**
     * Replaces each value of the largest example by values of every other type, takes each key away and adds one that
     * nobody knows: what the schema then rejects, the reader must reject, and what is wrong in its structure both must.
     */
    @ParameterizedTest
    @MethodSource("valid")
    void judges_changed_examples_as_the_reader_does(String name) throws Exception {
        JsonNode root = json(Examples.text(name));
        assertThat(isReadable(root)).isTrue();
        List<String> differences = new ArrayList<>();
        for (Change change : changes(root)) {
            JsonNode changed = change.apply(root.deepCopy());
            boolean schema = SCHEMA.validate(changed).isEmpty();
            boolean reader = isReadable(changed);
            boolean agreed = schema == reader || schema && !change.structural();
            if (!agreed) {
                differences.add(change.title() + ": schema " + schema + ", reader " + reader);
            }
        }

        assertThat(differences).isEmpty();
    }

    /** @param structural whether the schema can see that the result is wrong, if it is */
    private record Change(String title, boolean structural, String pointer, Consumer<JsonNode> edit) {
        JsonNode apply(JsonNode root) {
            edit.accept(root.at(pointer));
            return root;
        }
    }

    private static List<Change> changes(JsonNode root) {
        List<Change> changes = new ArrayList<>();
        collect(root, "", changes);
        return changes;
    }

    private static void collect(JsonNode node, String pointer, List<Change> changes) {
        if (node.isObject()) {
            changes.add(new Change(
                    "add to " + pointer, true, pointer, mapping -> ((ObjectNode) mapping).put("no such key", 1)));
            for (String key : names(node)) {
                changes.add(
                        new Change("remove " + pointer + "/" + key, false, pointer, mapping -> ((ObjectNode) mapping)
                                .remove(key)));
                for (JsonNode other : others()) {
                    changes.add(new Change(
                            "set " + pointer + "/" + key + " to " + other,
                            !other.isValueNode() || other.isNull(),
                            pointer,
                            mapping -> ((ObjectNode) mapping).set(key, other)));
                }
                collect(node.get(key), pointer + "/" + key.replace("~", "~0").replace("/", "~1"), changes);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            int index = i;
            for (JsonNode other : others()) {
                changes.add(new Change(
                        "set " + pointer + "/" + i + " to " + other,
                        !other.isValueNode() || other.isNull(),
                        pointer,
                        list -> ((ArrayNode) list).set(index, other)));
            }
            collect(node.get(i), pointer + "/" + i, changes);
        }
    }

    private static List<JsonNode> others() {
        return List.of(
                JSON.createArrayNode().add(JSON.createArrayNode()),
                JSON.createArrayNode(),
                JSON.createObjectNode().put("no such key", 1),
                JSON.nullNode(),
                JSON.getNodeFactory().booleanNode(true),
                JSON.getNodeFactory().numberNode(7),
                JSON.getNodeFactory().textNode("text"));
    }

    /** YAML is nearly a superset of JSON; what Jackson writes belongs to both. */
    private static boolean isReadable(JsonNode node) throws Exception {
        try {
            RulesReader.read("rules.json", JSON.writeValueAsBytes(node));
            return true;
        } catch (RulesException e) {
            return false;
        }
    }

    private static String definitionName(Form form) {
        String[] words = form.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Stream.of(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .reduce("", String::concat);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode json(String yaml) throws Exception {
        return json(YamlComposer.compose(YamlText.decode(yaml.getBytes(StandardCharsets.UTF_8)), new Problems()));
    }

    /** As editors see it: by the core schema of YAML 1.2 (10.3). */
    private static JsonNode json(Yaml value) {
        if (value instanceof Yaml.Mapping mapping) {
            ObjectNode object = JSON.createObjectNode();
            mapping.entries().forEach(entry -> object.set(((Yaml.Scalar) entry.key()).text(), json(entry.value())));
            return object;
        }
        if (value instanceof Yaml.Sequence sequence) {
            ArrayNode array = JSON.createArrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        Yaml.Scalar scalar = (Yaml.Scalar) value;
        if (scalar.isNothing()) {
            return JSON.nullNode();
        }
        if (scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))) {
            return JSON.getNodeFactory().booleanNode(scalar.text().equals("true"));
        }
        if (scalar.plain() && NUMBER.matcher(scalar.text()).matches()) {
            return scalar.text().contains(".")
                    ? JSON.getNodeFactory().numberNode(Double.parseDouble(scalar.text()))
                    : JSON.getNodeFactory().numberNode(new BigInteger(scalar.text()));
        }
        return JSON.getNodeFactory().textNode(scalar.text());
    }
}

package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeFileTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"$IMAGE", "${IMAGE}", "${IMAGE:?which}", "${IMAGE:-web:1}"})
    void members_are_the_services_whose_image_is_ours(String image) throws IOException {
        ComposeFile file = read("version: '3.8'\nservices:\n  web: {image: '" + image
                + "'}\n  other: {image: 'redis:7'}\n  almost: {image: '$IMAGE_OF_CACHE'}\n");

        assertThat(file.members()).containsExactly("web");
        assertThat(file.version()).contains("3.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "services: 3", "services: {web: {image: redis}}", "a: &a [*a", "\0"})
    void what_is_no_compose_file_of_ours_is_said_in_a_sentence(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("compose.yml");
    }

    @Test
    void labels_in_the_override_are_not_taken_for_variables() throws IOException {
        ComposeFile file = read("services: {web: {image: $IMAGE}}");
        ObjectNode labels = JsonNodeFactory.instance.objectNode().put("io.jenkins.deployer.branch", "a$HOME");

        assertThat(file.stackOverride(Map.of("web", labels)).toString())
                .isEqualTo("{\"services\":{\"web\":{\"deploy\":{\"update_config\":{\"failure_action\":\"rollback\"},"
                        + "\"labels\":{\"io.jenkins.deployer.branch\":\"a$$HOME\"}}}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {web: {image: $IMAGE, env_file: web.env}}",
                "services: {web: {image: $IMAGE, build: .}}",
                "services: {web: {image: $IMAGE, extends: {file: other.yml, service: web}}}",
                "services: {web: {image: $IMAGE, provider: {type: sh}}}",
                "{include: [other.yml], services: {web: {image: $IMAGE}}}",
                "{services: {web: {image: $IMAGE}}, secrets: {key: {file: /etc/shadow}}}",
                "{services: {web: {image: $IMAGE}}, configs: {key: {environment: HOME}}}"
            })
    void a_file_that_asks_for_more_of_the_clients_machine_does_not_stand_for_itself(String text) throws IOException {
        ComposeFile file = ComposeFile.of("stack.yml", text);

        assertThatThrownBy(file::selfContained)
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("stack.yml has \"")
                .hasMessageContaining("from its own machine");
    }

    @Test
    void a_file_with_secrets_of_the_host_stands_for_itself() throws IOException {
        ComposeFile file = ComposeFile.of(
                "stack.yml", "{services: {web: {image: $IMAGE, secrets: [key]}}, secrets: {key: {external: true}}}");

        assertThat(file.selfContained()).isEqualTo(file);
    }

    private ComposeFile read(String text) throws IOException {
        return ComposeFile.read(Files.writeString(directory.resolve("compose.yml"), text));
    }
}

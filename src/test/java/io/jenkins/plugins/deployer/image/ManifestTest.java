package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Test
    void tells_config_and_layers_of_an_image() throws Exception {
        Manifest manifest = read(
                MediaType.DOCKER_MANIFEST,
                "{'config': {'mediaType': 'c', 'digest': '" + DIGEST + "', 'size': 7},"
                        + " 'layers': [{'mediaType': 'l', 'digest': '" + DIGEST
                        + "', 'size': 8, 'urls': ['https://x']}]}");

        assertThat(manifest.isIndex()).isFalse();
        assertThat(manifest.config())
                .hasValueSatisfying(config -> assertThat(config.size()).isEqualTo(7));
        assertThat(manifest.layers()).singleElement().satisfies(layer -> assertThat(layer.foreign())
                .isTrue());
    }

    @Test
    void tells_the_images_and_platforms_of_an_index() throws Exception {
        Manifest index = read(
                MediaType.OCI_INDEX,
                "{'manifests': [{'mediaType': 'm', 'digest': '" + DIGEST + "', 'size': 7,"
                        + " 'platform': {'os': 'linux', 'architecture': 'arm', 'variant': 'v7'}}]}");

        assertThat(index.isIndex()).isTrue();
        assertThat(index.images()).singleElement().satisfies(image -> assertThat(image.platform())
                .contains(new Platform("linux", "arm", "v7")));
    }

    @Test
    void believes_the_type_in_the_content_before_that_of_the_answer() throws Exception {
        assertThat(read("application/json", "{'mediaType': '" + MediaType.OCI_INDEX + "', 'manifests': []}")
                        .isIndex())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{'config': 1}",
                "{'config': {'digest': 'sha256:x', 'size': 1}}",
                "{'config': {'digest': '../../etc/passwd', 'size': 1}}",
                "{'config': {'digest': 'DIGEST', 'size': -1}}",
                "{'config': {'digest': 'DIGEST'}}",
                "{'config': {'digest': 'DIGEST', 'size': 1}, 'layers': [null]}"
            })
    void refuses_what_is_no_image(String text) {
        assertThatThrownBy(() -> read(MediaType.OCI_MANIFEST, text.replace("DIGEST", DIGEST)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refuses_nesting_without_end() {
        assertThatThrownBy(() -> read(MediaType.OCI_MANIFEST, "[".repeat(1_000_000)))
                .isInstanceOf(IOException.class);
    }

    private static Manifest read(String type, String json) throws IOException {
        return Manifest.read(type, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}

package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImageIndexTest {
    private static final String AMD64 = "{'os': 'linux', 'architecture': 'amd64'}";
    private static final String ARM = "{'os': 'linux', 'architecture': 'arm', 'variant': 'v7', 'rootfs': {}}";

    private final ImageIndex index = new ImageIndex();

    @Test
    void is_what_other_tools_would_write() throws Exception {
        Manifest image = image(MediaType.DOCKER_MANIFEST, 1);

        index.add(image, json(ARM));

        assertThat(index.manifest().mediaType()).isEqualTo(MediaType.DOCKER_LIST);
        assertThat(text(index.manifest()))
                .isEqualTo(
                        ("{'schemaVersion':2,'mediaType':'application/vnd.docker.distribution.manifest.list.v2+json',"
                                        + "'manifests':[{'mediaType':'application/vnd.docker.distribution.manifest.v2+json',"
                                        + "'digest':'" + image.digest() + "','size':" + image.content().length + ","
                                        + "'platform':{'architecture':'arm','os':'linux','variant':'v7'}}]}")
                                .replace('\'', '"'));
    }

    @Test
    void is_of_the_open_type_as_soon_as_one_image_is() throws Exception {
        index.add(image(MediaType.DOCKER_MANIFEST, 1), json(AMD64));
        index.add(image(MediaType.OCI_MANIFEST, 2), json(ARM));

        assertThat(index.manifest().mediaType()).isEqualTo(MediaType.OCI_INDEX);
    }

    @Test
    void takes_apart_what_buildkit_makes_of_an_image_and_its_provenance() throws Exception {
        for (String platform : new String[] {AMD64, ARM}) {
            String entry = "{'mediaType': '" + MediaType.OCI_MANIFEST + "', 'size': 1, 'digest': 'sha256:"
                    + (platform.equals(ARM) ? "a" : "b").repeat(64) + "', ";
            index.addAll(Manifest.read(
                    MediaType.OCI_INDEX,
                    ("{'manifests': [" + entry + "'platform': " + platform + "}, " + entry
                                    + "'annotations': {'vnd.docker.reference.type': 'attestation-manifest'},"
                                    + " 'platform': {'os': 'unknown', 'architecture': 'unknown'}}]}")
                            .replace('\'', '"')
                            .getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(index.manifest().images()).hasSize(4);
        assertThat(text(index.manifest())).contains("attestation-manifest");
    }

    @Test
    void refuses_two_images_for_one_platform() throws Exception {
        index.add(image(MediaType.DOCKER_MANIFEST, 1), json(AMD64));

        assertThatThrownBy(() -> index.add(image(MediaType.DOCKER_MANIFEST, 2), json(AMD64)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("there are two images for linux/amd64, sha256:");
    }

    private static Manifest image(String type, int size) throws Exception {
        String config = "{'digest': 'sha256:" + "0".repeat(64) + "', 'size': " + size + "}";
        return Manifest.read(
                type, ("{'config': " + config + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }

    private static String text(Manifest manifest) {
        return new String(manifest.content(), StandardCharsets.UTF_8);
    }
}

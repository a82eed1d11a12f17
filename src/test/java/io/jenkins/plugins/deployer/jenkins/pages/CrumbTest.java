package io.jenkins.plugins.deployer.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrumbTest {
    @Test
    void no_name_begins_an_element() {
        assertThat(Crumb.of("<img src=x onerror=alert(1)>")).isEqualTo("\u2039img src=x onerror=alert(1)>");
        assertThat(Crumb.of("base-images_builder")).isEqualTo("base-images_builder");
    }
}

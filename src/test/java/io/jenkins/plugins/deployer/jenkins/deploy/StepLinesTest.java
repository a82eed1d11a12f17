package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepLinesTest {
    @Test
    void maps_and_lists_of_pipelines_become_lines_and_lines_become_them_again() {
        Map<String, String> networks = new LinkedHashMap<>();
        networks.put("service", "br0");
        networks.put("management", "br1");
        Object lines = StepLines.of(networks);

        assertThat(lines).isEqualTo("service=br0\nmanagement=br1");
        assertThat(StepLines.inPipelines("networks", lines)).isEqualTo(networks);
        assertThat(StepLines.of(List.of("--hook=/update", "-v"))).isEqualTo("--hook=/update\n-v");
        assertThat(StepLines.inPipelines("arguments", "--hook=/update\n-v")).isEqualTo(List.of("--hook=/update", "-v"));
    }

    @Test
    void a_form_may_have_blanks_and_empty_lines() {
        assertThat(StepLines.tidy("\r\n  service = br0 \r\n\r\n")).isEqualTo("service = br0");
        assertThat(StepLines.devices("networks", "service = br0")).containsExactly(Map.entry("service", "br0"));
        assertThat(StepLines.tidy(null)).isEmpty();
    }

    @Test
    void a_line_that_makes_no_sense_is_named() {
        assertThatThrownBy(() -> StepLines.devices("networks", "br0")).hasMessageContaining("the line \"br0\"");
        assertThatThrownBy(() -> StepLines.devices("blocks", "=x")).hasMessageStartingWith("blocks has the line");
        assertThatThrownBy(() -> StepLines.devices("networks", "a=b\na=c")).hasMessageContaining("\"a\" twice");
        assertThatThrownBy(() -> StepLines.of(List.of("a\nb"))).hasMessageContaining("no line breaks");
        assertThat(StepLines.inPipelines("networks", "br0")).isEqualTo("br0");
    }
}

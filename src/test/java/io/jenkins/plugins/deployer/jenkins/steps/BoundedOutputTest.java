package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BoundedOutputTest {
    @Test
    void keeps_what_comes_first() throws IOException {
        BoundedOutput output = new BoundedOutput(5);

        output.write("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(output.text()).isEqualTo("abc");
        output.write("defgh".getBytes(StandardCharsets.US_ASCII));
        output.write("ijk".getBytes(StandardCharsets.US_ASCII));
        output.write('l');

        assertThat(output.text()).isEqualTo("abcde");
    }
}

package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientLoginTest {
    private static final Login ADA = new Login("ada", "word");

    @Test
    void other_logins_and_settings_stay() throws Exception {
        assertThat(
                        added(
                                "{\"auths\":{\"a.org\":{\"auth\":\"eDp5\"},\"b.org\":{\"auth\":\"eDp5\"}},\"currentContext\":\"c\"}"))
                .isEqualTo(
                        "{\"auths\":{\"a.org\":{\"auth\":\"eDp5\"},\"b.org\":{\"auth\":\"YWRhOndvcmQ=\"}},\"currentContext\":\"c\"}");
    }

    @Test
    void no_helper_is_asked_for_this_registry() throws Exception {
        assertThat(added("{\"credsStore\":\"desktop\"}"))
                .isEqualTo("{\"credsStore\":\"desktop\",\"auths\":{\"b.org\":{\"auth\":\"YWRhOndvcmQ=\"}},"
                        + "\"credHelpers\":{\"b.org\":\"\"}}");
        assertThat(added("{\"credHelpers\":{\"a.org\":\"x\",\"b.org\":\"y\"}}"))
                .isEqualTo("{\"credHelpers\":{\"a.org\":\"x\",\"b.org\":\"\"},"
                        + "\"auths\":{\"b.org\":{\"auth\":\"YWRhOndvcmQ=\"}}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"auths\": ", "nonsense"})
    void what_is_no_configuration_counts_as_empty(String configuration) throws Exception {
        assertThat(added(configuration)).isEqualTo("{\"auths\":{\"b.org\":{\"auth\":\"YWRhOndvcmQ=\"}}}");
    }

    private static String added(String configuration) throws Exception {
        return new String(ClientLogin.added(configuration, "b.org", ADA), StandardCharsets.UTF_8);
    }
}

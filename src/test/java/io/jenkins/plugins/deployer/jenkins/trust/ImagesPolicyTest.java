package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesPolicyTest {
    private static final String ONE = Deployments.digest('1');
    private static final String IMAGE = "chocobozzz/peertube:production@" + ONE;

    private final ImagesPolicy policy = new ImagesPolicy(Policies.READ);

    @Test
    void what_was_looked_up_for_a_service_of_the_rules_may_be_deployed() throws RefusedByRules {
        AllowedImage rule = policy.service("toxis", "peertube");

        policy.image(rule, Optional.of(ImageName.parse(IMAGE)), ImageName.parse(IMAGE));

        assertThat(rule.service()).hasToString("peertube@toxis");
    }

    @Test
    void a_service_that_is_built_from_a_repository_is_none_of_its_business() {
        assertThatThrownBy(() -> policy.service("toxis", "base-images_web"))
                .isInstanceOf(RefusedByRules.class)
                .hasMessage("The job \"deployer-images\" may not deploy the service \"base-images_web\" on the host"
                        + " \"toxis\": no image under images: in resources/deployer/rules.yaml of the library \"ops\""
                        + " has it among its services");
        assertThatThrownBy(() -> policy.service("here", "peertube")).isInstanceOf(RefusedByRules.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chocobozzz/peertube:production",
                "chocobozzz/peertube:production@sha256:2222222222222222222222222222222222222222222222222222222222222222",
                "chocobozzz/peertube:develop@sha256:1111111111111111111111111111111111111111111111111111111111111111",
                "chocobozzz/other:production@sha256:1111111111111111111111111111111111111111111111111111111111111111",
                "evil.example.org/chocobozzz/peertube:production@sha256:1111111111111111111111111111111111111111111111111111111111111111",
            })
    void nothing_else_may(String other) throws RefusedByRules {
        AllowedImage rule = policy.service("toxis", "peertube");

        assertThatThrownBy(() -> policy.image(rule, Optional.of(ImageName.parse(IMAGE)), ImageName.parse(other)))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("this run is to deploy " + IMAGE);
        assertThatThrownBy(() -> policy.image(rule, Optional.empty(), ImageName.parse(IMAGE)))
                .as("nothing was noted for the run")
                .isInstanceOf(RefusedByRules.class);
    }

    @Test
    void what_was_noted_before_the_rules_changed_may_not() throws RefusedByRules {
        AllowedImage rule = policy.service("toxis", "peertube");
        ImageName former = ImageName.parse("chocobozzz/peertube:develop@" + ONE);

        assertThatThrownBy(() -> policy.image(rule, Optional.of(former), former))
                .isInstanceOf(RefusedByRules.class);
    }

    @Test
    void a_former_image_of_the_same_repository_may_be_live_again() throws RefusedByRules {
        AllowedImage rule = policy.service("toxis", "peertube");

        policy.former(rule, ImageName.parse("chocobozzz/peertube:develop@" + ONE));
        assertThatThrownBy(() -> policy.former(rule, ImageName.parse("chocobozzz/other:production@" + ONE)))
                .isInstanceOf(RefusedByRules.class);
        assertThatThrownBy(() -> policy.former(rule, ImageName.parse("chocobozzz/peertube:production")))
                .isInstanceOf(RefusedByRules.class);
    }
}

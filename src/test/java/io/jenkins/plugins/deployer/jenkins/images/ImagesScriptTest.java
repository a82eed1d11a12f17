package io.jenkins.plugins.deployer.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyShell;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagesScriptTest {
    @Test
    void each_image_is_a_stage_and_its_services_are_deployed_at_once() {
        Map<ServiceOnHost, ImageName> services = new LinkedHashMap<>();
        ImageName image = ImageName.parse("peertube:production@" + Deployments.digest('1'));
        services.put(Deployments.service("one"), image);
        services.put(Deployments.service("two"), image);

        assertThat(ImagesScript.of(Map.of(ImageName.parse("peertube:production"), services), List.of()))
                .isEqualTo(
                        """
                        parallel(
                            'peertube:production': {
                                stage('peertube:production') {
                                    parallel(
                                        'one@toxis': {
                                            deployDockerService service: 'one', host: 'toxis', image: '%s'
                                        },
                                        'two@toxis': {
                                            deployDockerService service: 'two', host: 'toxis', image: '%s'
                                        }
                                    )
                                }
                            }
                        )
                        """
                                .formatted(image, image));
    }

    @Test
    void real_groovy_reads_as_many_services_as_there_may_be() {
        Map<ImageName, Map<ServiceOnHost, ImageName>> all = new LinkedHashMap<>();
        for (int i = 0; i < ImageLookUps.MOST_SERVICES; i++) {
            ImageName name = ImageName.parse("image" + i + ":live");
            all.put(
                    name,
                    Map.of(Deployments.service("service" + i), ImageName.parse(name + "@" + Deployments.digest('1'))));
        }

        assertThat(new GroovyShell().parse(ImagesScript.of(all, List.of("it's\nbroken"))))
                .isNotNull();
    }

    @Test
    void what_could_not_be_looked_up_fails_the_run_in_the_end() {
        assertThat(ImagesScript.of(Map.of(), List.of("a: 'no' answer", "b:\nno answer")))
                .isEqualTo("error 'a: \\'no\\' answer; b: no answer'\n");
        assertThat(ImagesScript.of(Map.of(), List.of())).isEmpty();
    }
}

package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.image.ImageException.Kind;
import io.jenkins.plugins.deployer.image.Project.Wish;
import io.jenkins.plugins.deployer.process.SearchPath;
import io.jenkins.plugins.deployer.real.FaultyRegistry;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealRegistry;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDocker.Extension.class)
class ImagePushITest {
    private final RealDocker docker;
    private final Path temporary;
    private final Docker client;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    ImagePushITest(RealDocker docker) {
        this.docker = docker;
        this.temporary = docker.directory("pushes");
        // The user's own configuration has no login: what is used is what the test gives.
        Map<String, String> environment = new HashMap<>(docker.environment());
        environment.put("DOCKER_CONFIG", docker.directory("config").toString());
        this.client = new Docker(SearchPath.ofThisProcess(), environment);
    }

    @Test
    void the_registry_has_the_digest_that_the_push_said() throws Exception {
        ImageName name = name(docker.registry().address());

        String digest = push(name, Logins.NONE, Duration.ofMinutes(2));

        assertThat(docker.run("pull", "--quiet", name.withDigest(digest).toString()))
                .isNotEmpty();
        assertThat(push(name, Logins.NONE, Duration.ofMinutes(2))).isEqualTo(digest);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_login_is_used_for_its_registry_and_seen_nowhere() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        RealRegistry.Credentials credentials = registry.credentials().orElseThrow();
        List<String> asked = new ArrayList<>();
        Logins logins = address -> {
            asked.add(address);
            return Optional.of(new Login(credentials.user(), credentials.password()));
        };

        String digest = push(name(registry.address()), logins, Duration.ofMinutes(2));

        assertThat(digest).startsWith("sha256:");
        assertThat(asked).containsExactly(registry.address());
        assertThat(String.join("\n", log)).doesNotContain(credentials.password());
        assertThat(temporary).isEmptyDirectory();
        assertThat(Files.exists(
                        Path.of(client.variable("DOCKER_CONFIG").orElseThrow()).resolve("config.json")))
                .isFalse();
    }

    @Test
    void a_push_without_a_login_says_how_to_get_one() throws Exception {
        RealRegistry registry = docker.securedRegistry();

        assertThatThrownBy(() -> push(name(registry.address()), Logins.NONE, Duration.ofMinutes(2)))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .message()
                .startsWith("Cannot push the image to " + registry.address() + "/")
                .contains("no basic auth credentials; log in with 'docker login " + registry.address() + "', or ask");
    }

    @Test
    void a_registry_that_fails_for_a_while_gets_the_image_later() throws Exception {
        try (FaultyRegistry registry = docker.faultyRegistry()) {
            // The docker client itself tries five times.
            registry.failing(500, 7, request -> request.startsWith("PUT") && request.contains("/manifests/"));

            String digest = push(name(registry.address()), Logins.NONE, Duration.ofMinutes(3));

            assertThat(digest).startsWith("sha256:");
            assertThat(log)
                    .anyMatch(line -> line.startsWith("The push failed (") && line.endsWith("trying again in 1 s"));
        }
    }

    @Test
    void a_registry_that_fails_until_the_deadline_is_named() throws Exception {
        try (FaultyRegistry registry = docker.faultyRegistry()) {
            registry.failing(503, Integer.MAX_VALUE, request -> request.contains("/manifests/"));

            assertThatThrownBy(() -> push(name(registry.address()), Logins.NONE, Duration.ofSeconds(4)))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .message()
                    .startsWith("Cannot push the image to " + registry.address() + "/");
        }
    }

    @Test
    void a_full_registry_is_said_to_be_full() throws Exception {
        RealRegistry small = docker.smallRegistry(500);

        assertThatThrownBy(() -> push(name(small.address()), Logins.NONE, Duration.ofMinutes(4)))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED))
                .message()
                .contains("no space is left on its disk");
    }

    private String push(ImageName name, Logins logins, Duration time) throws Exception {
        Project project = Project.in(docker.directory("project"), "FROM scratch\nCOPY . /\n# " + name + "\n");
        BuiltImage image = new ImageBuilder(client, temporary, BuildCredentials.ENVIRONMENT)
                .build(Wish.plain(true).task(), project.context(), log::add);
        RegistryClient registries = new RegistryClient(logins, Set.of(), log::add);
        return new ImagePush(client, temporary, logins, registries).push(image, name, Deadline.in(time), log::add);
    }

    private ImageName name(String registry) {
        return ImageName.parse(registry + "/" + docker.unique("staging") + ":key");
    }
}

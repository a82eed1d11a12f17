package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BuildKeyTest {
    private static final String OTHER_ID = "f".repeat(40);
    private static final BuildSecret TOKEN = new BuildSecret("token", new BuildSecret.Environment("TOKEN"));

    /** Whoever changes the canonical form makes everybody build everything again: that must not happen unnoticed. */
    @Test
    void the_key_of_a_build_never_changes() {
        assertThat(key(same -> {}).hex()).isEqualTo("f0afdbe31b0fd827833c2c777a93238efcdb6575366de44e8ca22d4ddd91f425");
    }

    @Test
    void the_order_of_arguments_secrets_and_limits_means_nothing() {
        assertThat(key(build -> build.arguments = inOrder("C", "d", "A", "b")))
                .isEqualTo(key(build -> build.arguments = inOrder("A", "b", "C", "d")))
                .isEqualTo(key(same -> {}));
        assertThat(key(build -> Collections.reverse(build.secrets))).isEqualTo(key(same -> {}));
        assertThat(key(build -> Collections.reverse(build.ulimits))).isEqualTo(key(same -> {}));
    }

    @Test
    void the_repository_the_head_and_without_git_the_commit_decide_nothing() {
        Revision other = new Revision(Examples.MIRAGE_WWW, new Head.Tag("v1"), OTHER_ID, Examples.TREE);

        assertThat(key(build -> build.revision = other)).isEqualTo(key(same -> {}));
    }

    @Test
    void the_commit_decides_what_a_build_with_git_finds() {
        Revision other = new Revision(Examples.BASE_IMAGES, new Head.Branch("live"), OTHER_ID, Examples.TREE);

        assertThat(key(build -> {
                    build.includeGit = true;
                    build.revision = other;
                }))
                .isNotEqualTo(key(build -> build.includeGit = true));
    }

    @Test
    void a_change_of_anything_that_decides_the_result_changes_the_key() {
        List<Consumer<Input>> changes = List.of(
                same -> {},
                build -> build.revision =
                        new Revision(Examples.BASE_IMAGES, new Head.Branch("live"), Examples.COMMIT, OTHER_ID),
                build -> build.architecture = Architecture.ARM64,
                build -> build.dockerfile = new Dockerfile.At("Dockerfile.live"),
                build -> build.dockerfile = new Dockerfile.Contents("Dockerfile"),
                build -> build.arguments = Map.of("A", "b"),
                build -> build.arguments = Map.of("A", "b", "C", "D"),
                build -> build.arguments = Map.of("A", "bC", "", "d"),
                build -> build.arguments = Map.of("A", "d", "C", "b"),
                build -> build.target = Optional.empty(),
                build -> build.target = Optional.of(""),
                build -> build.squash = true,
                build -> build.buildkit = false,
                build -> build.includeGit = true,
                build -> build.secrets = List.of(TOKEN),
                build -> build.secrets = List.of(TOKEN, new BuildSecret("key", new BuildSecret.Credential("other"))),
                build -> build.secrets = List.of(TOKEN, new BuildSecret("key", new BuildSecret.File("deploy-key"))),
                build -> build.ulimits = List.of("nofile=1024"),
                build -> build.ulimits = List.of("nofile=1024nproc=10"),
                build -> build.ulimits = List.of("nofile=1024", "nproc=100"),
                build -> build.unikernel = Optional.of(UnikernelTarget.HVT),
                build -> build.unikernel = Optional.of(UnikernelTarget.SPT));

        assertThat(changes.stream().map(BuildKeyTest::key)).doesNotHaveDuplicates();
    }

    @Test
    void what_is_no_hash_is_no_key() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuildKey("live"))
                .withMessage("A build key has 64 lower-case hexadecimal digits; this has not: live");
    }

    private static BuildKey key(Consumer<Input> change) {
        Input input = new Input();
        change.accept(input);
        return input.key();
    }

    private static Map<String, String> inOrder(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** A build with something in every field. */
    private static final class Input {
        private Revision revision = Examples.live();
        private Architecture architecture = Architecture.X86_64;
        private Dockerfile dockerfile = new Dockerfile.At("Dockerfile");
        private Map<String, String> arguments = Map.of("A", "b", "C", "d");
        private Optional<String> target = Optional.of("prod");
        private boolean squash;
        private boolean buildkit = true;
        private boolean includeGit;
        private List<BuildSecret> secrets =
                Arrays.asList(TOKEN, new BuildSecret("key", new BuildSecret.Credential("deploy-key")));
        private List<String> ulimits = Arrays.asList("nofile=1024", "nproc=10");
        private Optional<UnikernelTarget> unikernel = Optional.empty();

        BuildKey key() {
            BuildTask.Recipe recipe = new BuildTask.Recipe(
                    dockerfile, arguments, target, squash, buildkit, includeGit, secrets, ulimits, unikernel);
            return BuildKey.of(revision, recipe, architecture);
        }
    }
}

package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.image.Project.Wish;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildDemandsTest {
    private static final BuildEngine OLD = engine("20.10.24+dfsg1", false);
    private static final BuildEngine NEW = engine("28.5.2", false);

    @Test
    void a_plain_build_asks_for_nothing_special() {
        assertThat(BuildDemands.unmet(wish(true).task(), OLD)).isEmpty();
        assertThat(BuildDemands.unmet(wish(false).task(), OLD)).isEmpty();
    }

    @Test
    void limits_depend_on_builder_and_engine() {
        assertThat(BuildDemands.unmet(wish(true).ulimits("nofile=1").task(), OLD))
                .containsExactly(
                        "BuildKit of this engine (20.10.24+dfsg1) ignores ulimit: set buildkit: false, or use an"
                                + " engine of version 23 or later");
        assertThat(BuildDemands.unmet(wish(true).ulimits("nofile=1").task(), NEW))
                .isEmpty();
        assertThat(BuildDemands.unmet(wish(false).ulimits("nofile=1").task(), OLD))
                .isEmpty();
        assertThat(BuildDemands.unmet(wish(true).ulimits("nofile=1").task(), engine("dev", false)))
                .isEmpty();
    }

    @Test
    void squashing_needs_the_classic_builder_of_an_experimental_engine() {
        assertThat(BuildDemands.unmet(wish(false).squash().task(), engine("28.5.2", true)))
                .isEmpty();
        assertThat(BuildDemands.unmet(wish(false).squash().task(), NEW))
                .singleElement()
                .asString()
                .startsWith("This engine squashes only with its experimental features on: set \"experimental\": true");
        assertThat(BuildDemands.unmet(wish(true).squash().task(), engine("28.5.2", true)))
                .containsExactly(
                        "BuildKit does not squash the layers of a build: set buildkit: false, or remove squash");
    }

    @Test
    void secrets_need_buildkit() {
        BuildSecret secret = new BuildSecret("a", new BuildSecret.Environment("A"));
        assertThat(BuildDemands.unmet(wish(false).secrets(secret).task(), NEW))
                .containsExactly("The classic builder has no build secrets: remove buildkit: false, or the secrets");
        assertThat(BuildDemands.unmet(wish(true).secrets(secret).task(), NEW)).isEmpty();
    }

    @Test
    void an_engine_builds_what_its_machine_runs() {
        assertThat(NEW.runs(Architecture.X86_64)).isTrue();
        assertThat(NEW.runs(Architecture.I386)).isTrue();
        assertThat(NEW.isOwn(Architecture.I386)).isFalse();
        assertThat(NEW.runs(Architecture.ARM64)).isFalse();
        BuildEngine emulating = new BuildEngine(new DockerVersion("28"), "amd64", false, Set.of(Architecture.ARM64));
        assertThat(emulating.runs(Architecture.ARM64)).isTrue();
    }

    @Test
    void emulators_are_those_that_the_kernel_has_enabled(@TempDir Path kernel) throws Exception {
        Files.writeString(kernel.resolve("qemu-aarch64"), "enabled\ninterpreter /usr/libexec/qemu-binfmt/aarch64\n");
        Files.writeString(kernel.resolve("qemu-s390x"), "disabled\n");
        assertThat(Emulators.in(kernel)).containsExactly(Architecture.ARM64);
        assertThat(Emulators.named(Set.of("qemu-aarch64", "python3.11"))).containsExactly(Architecture.ARM64);
    }

    private static Wish wish(boolean buildkit) {
        return Wish.plain(buildkit).architecture(Architecture.X86_64);
    }

    private static BuildEngine engine(String version, boolean experimental) {
        return new BuildEngine(new DockerVersion(version), "amd64", experimental, Set.of());
    }
}

package io.jenkins.plugins.deployer.unikernel.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import io.jenkins.plugins.deployer.unikernel.ServedImages;
import io.jenkins.plugins.deployer.unikernel.TarLayer;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBinariesTest {
    private final ServedImages images = new ServedImages();
    private final ImageName image = images.image(new TarLayer().file("unikernel.hvt", "new"));

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        images.close();
    }

    private StoredBinaries binaries() {
        return new StoredBinaries(
                new ImageFiles(new RegistryClient(Logins.NONE, Set.of(), line -> {})), directory.resolve("binaries"));
    }

    private UnikernelFile take(String id, UnikernelTarget target) throws Exception {
        WantedUnikernel wanted =
                new WantedUnikernel(target, Architecture.X86_64, Optional.empty(), UnikernelWorld.SET_UP);
        return binaries().take(id, image, wanted, Deadline.in(Duration.ofMinutes(1)));
    }

    @Test
    void a_binary_is_taken_once_for_this_and_later_processes() throws Exception {
        UnikernelFile first = take("request-1", UnikernelTarget.HVT);
        int served = images.blobsServed();

        assertThat(take("request-1", UnikernelTarget.HVT)).isEqualTo(first);
        assertThat(images.blobsServed()).isEqualTo(served);
        assertThat(first.file()).hasContent("new");
        assertThat(first.name()).isEqualTo("/unikernel.hvt of " + image);
    }

    @Test
    void nobody_else_can_read_it() throws Exception {
        Path file = take("request-1", UnikernelTarget.HVT).file();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void what_is_forgotten_and_what_nobody_owns_is_gone() throws Exception {
        take("request-1", UnikernelTarget.HVT);
        take("request-2", UnikernelTarget.HVT);
        take("request-3", UnikernelTarget.HVT);

        binaries().forget("request-1");
        binaries().forget("never-heard-of");
        binaries().sweep("request-3"::equals);

        assertThat(directory.resolve("binaries")).isDirectoryContaining(path -> path.endsWith("request-3"));
        assertThat(Files.list(directory.resolve("binaries"))).hasSize(1);
    }

    @Test
    void nothing_half_is_taken_for_a_whole() throws Exception {
        assertThatThrownBy(() -> take("request-1", UnikernelTarget.SPT))
                .isInstanceOf(UnikernelException.class)
                .hasMessageContaining("has no /unikernel.spt");

        assertThat(take("request-1", UnikernelTarget.HVT).file()).hasContent("new");
    }

    @Test
    void an_id_leads_nowhere_else() {
        assertThatThrownBy(() -> take("../else", UnikernelTarget.HVT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no id of a request");
    }
}

package io.jenkins.plugins.deployer.unikernel.solo5;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Files that play unikernels: what they do is a shell script. */
final class Played {
    static final String RUNS = "echo \"hello\"; exec sleep 1000";

    private Played() {}

    /** @param name says which, so that no two are alike */
    static UnikernelFile unikernel(Path directory, String name, String does) {
        return unikernel(directory, name, does, 0);
    }

    /** @param bytes how many there are besides, which do nothing */
    static UnikernelFile unikernel(Path directory, String name, String does, int bytes) {
        byte[] play = ("\n" + name + "\n#play\n" + does + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[bytes + play.length];
        new Random(name.hashCode()).nextBytes(content);
        for (int i = 0; i < bytes; i++) {
            content[i] = content[i] == '\n' ? 0 : content[i];
        }
        System.arraycopy(play, 0, content, bytes, play.length);
        return file(directory.resolve(name), content);
    }

    private static UnikernelFile file(Path file, byte[] content) {
        try {
            Files.write(file, content);
            return new UnikernelFile(
                    file, "/unikernel.hvt of registry/" + file.getFileName(), content.length, sha256(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static WantedUnikernel wanted(UnikernelTarget target) {
        return new WantedUnikernel(
                target,
                Architecture.X86_64,
                Optional.empty(),
                new UnikernelSetUp(32, Optional.empty(), Map.of(), Map.of(), List.of()));
    }
}

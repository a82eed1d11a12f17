package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import jenkins.MasterToSlaveFileCallable;

/** Reads a small file of an agent. */
final class BoundedText extends MasterToSlaveFileCallable<String> {
    private static final long serialVersionUID = 1L;

    private final int most;

    private BoundedText(int most) {
        this.most = most;
    }

    /**
     * The content; empty if there is no such file.
     *
     * @param most bytes that are read; the rest is left out
     */
    static String of(FilePath file, int most) throws IOException, InterruptedException {
        String text = file.act(new BoundedText(most));
        // An agent may answer anything.
        return text.length() > most ? text.substring(0, most) : text;
    }

    @Override
    public String invoke(File file, VirtualChannel channel) throws IOException {
        try (InputStream stream = Files.newInputStream(file.toPath())) {
            return new String(stream.readNBytes(most), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}

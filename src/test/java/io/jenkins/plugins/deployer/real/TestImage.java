package io.jenkins.plugins.deployer.real;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image around the static busybox of this machine, made without any registry to pull from. Its program is a shell
 * script; it leaves at once on SIGTERM unless it says otherwise.
 *
 * @param script what the container runs as {@code /bin/sh -c}
 * @param files further files by absolute path
 * @param changes Dockerfile instructions, as {@code docker import --change} takes them
 */
public record TestImage(String script, Map<String, String> files, List<String> changes) {
    private static final List<String> APPLETS = List.of(
            "cat", "chmod", "cp", "date", "echo", "env", "false", "head", "httpd", "ls", "mkdir", "mv", "nc", "rm",
            "sh", "sleep", "test", "touch", "true", "wget");

    public TestImage {
        files = Map.copyOf(files);
        changes = List.copyOf(changes);
    }

    /** Runs this script. */
    public static TestImage running(String script) {
        return new TestImage(script, Map.of(), List.of());
    }

    /**
     * Serves the text as its page, and {@code ok} as {@code /healthz}, on the port in the variable PORT (8080).
     */
    public static TestImage serving(String page) {
        return running("trap 'exit 0' TERM; httpd -f -p \"${PORT:-8080}\" -h /www & wait $!")
                .with("/www/index.html", page + "\n")
                .with("/www/healthz", "ok\n");
    }

    /** Serves the page, but its health page is missing, as one of a version that starts and does not work. */
    public static TestImage servingWithoutHealth(String page) {
        return running(serving(page).script()).with("/www/index.html", page + "\n");
    }

    /** Ends with this code at once. */
    public static TestImage exiting(int code) {
        return running("echo 'cannot read the configuration' >&2; exit " + code);
    }

    /** Serves a page for some seconds, then ends with this code. */
    public static TestImage exitingAfter(int seconds, int code) {
        return running("trap 'exit 0' TERM; httpd -f -p \"${PORT:-8080}\" -h /www & sleep " + seconds
                        + " & wait $!; echo 'lost the database' >&2; exit " + code)
                .with("/www/index.html", "not for long\n");
    }

    /** Serves the page, and its HEALTHCHECK (every second, two failures) says no. */
    public static TestImage unhealthy(String page) {
        return serving(page).healthCheck("echo 'the database is missing'; exit 1");
    }

    /** Serves the page, and its HEALTHCHECK (every second, two failures) asks for it. */
    public static TestImage healthy(String page) {
        return serving(page).healthCheck("wget -q -O - http://127.0.0.1:${PORT:-8080}/healthz");
    }

    /** Its program is not there. */
    public static TestImage withoutProgram() {
        return new TestImage("", Map.of(), List.of("CMD [\"/missing\"]"));
    }

    public TestImage with(String path, String content) {
        Map<String, String> more = new TreeMap<>(files);
        more.put(path, content);
        return new TestImage(script, more, changes);
    }

    /** @param instruction for example {@code LABEL a=b} or {@code ENV A=b} */
    public TestImage change(String instruction) {
        List<String> more = new ArrayList<>(changes);
        more.add(instruction);
        return new TestImage(script, files, more);
    }

    /** A HEALTHCHECK every second that fails after two failures. */
    public TestImage healthCheck(String command) {
        return change("HEALTHCHECK --interval=1s --timeout=2s --retries=2 CMD " + command);
    }

    /** The options of {@code docker import} that make the image's configuration. */
    List<String> importOptions() {
        List<String> options = new ArrayList<>();
        if (!script.isEmpty()) {
            options.addAll(List.of("--change", "CMD [\"/bin/sh\", \"/run.sh\"]"));
        }
        changes.forEach(change -> options.addAll(List.of("--change", change)));
        return options;
    }

    /** The file system as a tar archive. */
    byte[] layer() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            file(tar, "bin/busybox", Files.readAllBytes(busybox()));
            for (String applet : APPLETS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarArchiveEntry.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
            directory(tar, "tmp/");
            file(tar, "run.sh", (script + "\n").getBytes(StandardCharsets.UTF_8));
            for (var file : files.entrySet()) {
                file(tar, file.getKey().substring(1), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Path busybox() {
        return Optional.of(Path.of("/bin/busybox")).filter(Files::exists).orElse(Path.of("/usr/bin/busybox"));
    }

    private static void directory(TarArchiveOutputStream tar, String name) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(01777);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}

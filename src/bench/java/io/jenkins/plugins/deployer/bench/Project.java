package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Git repository on the forge and somebody's clone of it. Its Dockerfile copies a page and then works for some
 * seconds, so that another page is another build, which no layer cache shortens.
 */
final class Project {
    private static final String START = "trap 'exit 0' TERM; /bin/busybox httpd -f -p 8080 -h /www & wait $!";

    private final Path clone;
    private final Path log;

    private Project(Path clone, Path log) {
        this.clone = clone;
        this.log = log;
    }

    /**
     * @param forge the directory that has the repositories as OWNER/REPO
     * @param seconds how long the build works
     */
    static Project create(Path forge, String name, Path clone, int seconds) throws IOException, InterruptedException {
        Path bare = forge.resolve(name);
        Files.createDirectories(bare.getParent());
        Path log = clone.resolveSibling(clone.getFileName() + ".log");
        new Program(
                        Map.of(),
                        log,
                        List.of("git", "init", "--quiet", "--bare", "--initial-branch=live", bare.toString()))
                .run();
        new Program(Map.of(), log, List.of("git", "clone", "--quiet", bare.toString(), clone.toString())).run();
        Project project = new Project(clone, log);
        Files.copy(busybox(), clone.resolve("busybox"));
        Files.writeString(clone.resolve("start.sh"), START + "\n");
        Files.writeString(
                clone.resolve("Dockerfile"),
                """
                FROM scratch
                COPY busybox /bin/busybox
                COPY start.sh /start.sh
                COPY index.html /www/index.html
                RUN ["/bin/busybox", "sleep", "%d"]
                CMD ["/bin/busybox", "sh", "/start.sh"]
                """
                        .formatted(seconds));
        project.git("checkout", "--quiet", "-b", "live");
        return project;
    }

    /** Where somebody would type {@code docker build}. */
    Path directory() {
        return clone;
    }

    /** Changes the page, without a commit. */
    void write(String page) throws IOException {
        Files.writeString(clone.resolve("index.html"), page + "\n");
    }

    /** Commits this page and makes that the head of the branch. The same page makes the same tree. */
    void push(String branch, String page) throws IOException, InterruptedException {
        write(page);
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", page);
        git("push", "--quiet", "--force", "origin", "HEAD:refs/heads/" + branch);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", clone.toString()));
        command.addAll(List.of("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"));
        command.addAll(List.of(arguments));
        new Program(Map.of(), log, command).run();
    }

    private static Path busybox() {
        Path usual = Path.of("/bin/busybox");
        return Files.exists(usual) ? usual : Path.of("/usr/bin/busybox");
    }
}

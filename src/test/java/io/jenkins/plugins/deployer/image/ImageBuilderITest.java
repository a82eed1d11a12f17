package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.deployer.image.Project.Wish;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.process.SearchPath;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Processes;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.source.BuildContext;
import io.jenkins.plugins.deployer.source.GitUrl;
import io.jenkins.plugins.deployer.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealDocker.Extension.class)
class ImageBuilderITest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealDocker docker;
    private final Path temporary;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    ImageBuilderITest(RealDocker docker) {
        this.docker = docker;
        this.temporary = docker.directory("builds");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void arguments_and_target_decide_what_is_built(boolean buildkit) throws Exception {
        Project project = project(Project.BASE
                + """
                ARG GREETING=none
                RUN printf '%s' "$GREETING" > /greeting
                FROM scratch AS other
                COPY Dockerfile /last
                """
                        .replace("FROM scratch AS other", "FROM 0 AS other"));
        project.write(
                "Dockerfile",
                Files.readString(project.directory().resolve("Dockerfile"))
                        .replaceFirst("FROM scratch", "FROM scratch AS first")
                        .replace("FROM 0", "FROM first"));

        BuiltImage image = build(
                project,
                Wish.plain(buildkit)
                        .arguments(Map.of("GREETING", "it's $HOME, \"you\"\nhere"))
                        .target("first"));

        assertThat(docker.run("run", "--rm", image.id(), "cat", "/greeting")).isEqualTo("it's $HOME, \"you\"\nhere");
        assertThat(docker.run("run", "--rm", image.id(), "ls", "/")).doesNotContain("last");
        assertThat(docker.json("image", "inspect", image.id())
                        .at("/0/Config/Labels")
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equal_trees_make_equal_images(boolean buildkit) throws Exception {
        String dockerfile = Project.BASE + "COPY page /page\n";

        BuiltImage first = build(project(dockerfile).write("page", "1"), Wish.plain(buildkit));
        BuiltImage second = build(project(dockerfile).write("page", "1"), Wish.plain(buildkit));

        assertThat(second.id()).isEqualTo(first.id());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_dockerfile_of_the_rules_is_not_part_of_the_context(boolean buildkit) throws Exception {
        Project project =
                project("FROM nonsense\n").write(".dockerignore", "ignored\n").write("ignored", "x");
        Dockerfile contents = new Dockerfile.Contents(Project.BASE + "COPY . /all\n");

        BuiltImage image = build(project, Wish.plain(buildkit).dockerfile(contents));

        assertThat(docker.run("run", "--rm", image.id(), "ls", "-A", "/all").lines())
                .contains("Dockerfile", "busybox")
                .doesNotContain("ignored");
        assertThat(docker.run("run", "--rm", image.id(), "cat", "/all/Dockerfile"))
                .isEqualTo("FROM nonsense");
    }

    @Test
    void a_dockerfile_may_be_anywhere_in_the_tree_but_nowhere_else() throws Exception {
        Project project = project("FROM nonsense\n").write("sub/My Dockerfile", Project.BASE);
        Files.createSymbolicLink(project.directory().resolve("link"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(project.directory().resolve("good"), Path.of("sub/My Dockerfile"));

        assertThat(build(project, Wish.plain(true).dockerfile(new Dockerfile.At("sub/My Dockerfile")))
                        .id())
                .isEqualTo(build(project, Wish.plain(true).dockerfile(new Dockerfile.At("good")))
                        .id());
        for (String path : List.of("none", "link", "sub")) {
            assertThatThrownBy(() -> build(project, Wish.plain(true).dockerfile(new Dockerfile.At(path))))
                    .isInstanceOf(ImageException.class)
                    .hasMessage("Cannot build \"web\": there is no Dockerfile '" + path
                            + "' in the repository at this commit");
        }
    }

    @Test
    void secrets_reach_the_step_that_mounts_them_and_nothing_else() throws Exception {
        Project project = project(
                Project.BASE
                        + """
                RUN --mount=type=secret,id=file --mount=type=secret,id=variable --mount=type=secret,id=credential \
                    cat /run/secrets/file /run/secrets/variable /run/secrets/credential | md5sum > /sum; \
                    cat /run/secrets/credential; env; sleep 2
                RUN env; ls /run
                """);
        Path file = Files.writeString(docker.directory("secret").resolve("a b"), "from-a-file");
        Map<String, String> environment = new HashMap<>(docker.environment());
        environment.put("VARIABLE", "from-a-variable");
        ImageBuilder builder = new ImageBuilder(
                new Docker(SearchPath.ofThisProcess(), environment),
                temporary,
                id -> id.equals("deploy-key") ? Optional.of("first-line\nsecond-line") : Optional.empty());
        Wish wish = Wish.plain(true)
                .secrets(
                        new BuildSecret("file", new BuildSecret.File(file.toString())),
                        new BuildSecret("variable", new BuildSecret.Environment("VARIABLE")),
                        new BuildSecret("credential", new BuildSecret.Credential("deploy-key")));
        List<String> commandLines = Collections.synchronizedList(new ArrayList<>());

        BuiltImage image = builder.build(wish.task(), project.context(), line -> {
            log.add(line);
            commandLines.addAll(Processes.commandLines());
        });

        String sum = new Runner(SOON)
                .capture(
                        Command.of("sh", "-c", "printf 'from-a-filefrom-a-variablefirst-line\\nsecond-line' | md5sum"),
                        100)
                .orFail("md5sum");
        assertThat(docker.run("run", "--rm", image.id(), "cat", "/sum")).isEqualTo(sum.strip());
        String history = docker.run("history", "--no-trunc", image.id()) + docker.run("image", "inspect", image.id());
        for (String secret : List.of("from-a-file", "from-a-variable", "first-line", "second-line")) {
            assertThat(history).doesNotContain(secret);
            assertThat(commandLines).isNotEmpty().noneMatch(line -> line.contains(secret));
            assertThat(String.join("\n", log)).doesNotContain(secret);
            assertThat(layersContain(image, secret)).isFalse();
        }
        assertThat(String.join("\n", log))
                .contains("****")
                .doesNotContain("DEPLOYER_BUILD")
                .doesNotContain("DOCKER_");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_secret_that_is_not_there_is_said_before_building() throws Exception {
        Project project = project(Project.BASE);

        assertThatThrownBy(() -> build(
                        project,
                        Wish.plain(true)
                                .secrets(new BuildSecret("a", new BuildSecret.Environment("NO_SUCH_VARIABLE")))))
                .hasMessage(
                        "Cannot give the build its secret 'a': the environment variable NO_SUCH_VARIABLE is not set");
        assertThatThrownBy(() -> build(
                        project, Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.Credential("NO_SUCH")))))
                .hasMessage("Cannot give the build its secret 'a': there is no credential 'NO_SUCH'");
        assertThatThrownBy(() -> build(
                        project, Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.File("/no/such")))))
                .message()
                .startsWith("Cannot give the build its secret 'a': the file /no/such is not there");
        assertThat(log).isEmpty();
    }

    @Test
    void the_classic_builder_limits_resources_and_squashes() throws Exception {
        assumeThat(docker.run("version", "--format", "{{.Server.Experimental}}"))
                .isEqualTo("true");
        Project project = project(Project.BASE + "RUN ulimit -n > /limit\nRUN echo 1 > /a\nRUN echo 2 > /b\n");

        BuiltImage image =
                build(project, Wish.plain(false).ulimits("nofile=1234:2345").squash());

        assertThat(docker.run("run", "--rm", image.id(), "cat", "/limit")).isEqualTo("1234");
        assertThat(docker.json("image", "inspect", image.id()).at("/0/RootFS/Layers"))
                .hasSize(1);
    }

    @Test
    void what_the_engine_would_ignore_is_said_before_building() throws Exception {
        Project project = project(Project.BASE);
        assumeThat(docker.run("version", "--format", "{{.Server.Version}}")).startsWith("20.");

        assertThatThrownBy(() ->
                        build(project, Wish.plain(true).ulimits("nofile=1234").squash()))
                .isInstanceOf(ImageException.class)
                .message()
                .startsWith("Cannot build \"web\": BuildKit of this engine (20.")
                .contains(") ignores ulimit: set buildkit: false, or use an engine of version 23 or later. ")
                .endsWith("BuildKit does not squash the layers of a build: set buildkit: false, or remove squash");
        assertThatThrownBy(() -> build(
                        project, Wish.plain(false).secrets(new BuildSecret("a", new BuildSecret.Environment("A")))))
                .message()
                .endsWith("The classic builder has no build secrets: remove buildkit: false, or the secrets");
        assertThat(log).isEmpty();
    }

    @Test
    void another_architecture_says_where_to_build() throws Exception {
        assumeThat(Emulators.here()).doesNotContain(Architecture.S390X);

        assertThatThrownBy(() -> build(project(Project.BASE), Wish.plain(true).architecture(Architecture.S390X)))
                .isInstanceOf(ImageException.class)
                .message()
                .contains(
                        "cannot build for s390x. Build on an engine of that architecture (agents labelled linux-s390x)");
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_image_for_a_smaller_architecture_of_the_same_machine_is_marked_so(boolean buildkit) throws Exception {
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
        Project project = project("FROM scratch\nCOPY Dockerfile /\n");

        BuiltImage image = build(project, Wish.plain(buildkit).architecture(Architecture.I386));

        assertThat(docker.json("image", "inspect", image.id())
                        .at("/0/Architecture")
                        .asText())
                .isEqualTo("386");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_step_that_fails_is_named_with_its_last_words(boolean buildkit) throws Exception {
        Project project = project(
                Project.BASE + "RUN exec >&2; echo compiling; echo 'no rule to make target'; exit 7\nRUN true\n");

        assertThatThrownBy(() -> build(project, Wish.plain(buildkit)))
                .isInstanceOf(ImageException.class)
                .message()
                .startsWith("Cannot build \"web\": step [")
                .contains("] RUN exec >&2; echo compiling;")
                .contains(" failed: exit code 7; the last it said: compiling\nno rule to make target");
        assertThat(temporary).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_dockerfile_that_cannot_be_read_says_why(boolean buildkit) throws Exception {
        assertThatThrownBy(() -> build(project("FROM scratch\nNONSENSE\n"), Wish.plain(buildkit)))
                .message()
                .contains("unknown instruction: NONSENSE");
        assertThatThrownBy(() -> build(project(Project.BASE + "COPY none /\n"), Wish.plain(buildkit)))
                .message()
                .contains("COPY none / failed: ")
                .contains("not found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_build_that_takes_too_long_is_stopped_in_the_engine_too(boolean buildkit) throws Exception {
        String seconds = Integer.toString(700_000 + (int) (System.nanoTime() % 90_000) + (buildkit ? 1 : 0));
        Project project = project(Project.BASE + "RUN sleep " + seconds + "\n");

        assertThatThrownBy(() -> build(project, Wish.plain(buildkit).timeout(Duration.ofSeconds(10))))
                .isInstanceOf(ImageException.class)
                .message()
                .contains("it was stopped after 10 s, which is the timeout of this build; it was at step [")
                .endsWith("] RUN sleep " + seconds);
        Eventually.holds("the step is gone", SOON, () -> !Processes.anyRuns("sleep\0" + seconds));
    }

    @Test
    void an_interrupt_stops_a_build() throws Exception {
        Project project = project(Project.BASE + "RUN sleep 654321\n");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                build(project, Wish.plain(true));
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        thread.start();
        Eventually.holds("the step runs", SOON, () -> Processes.anyRuns("sleep\000654321"));

        thread.interrupt();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        Eventually.holds("the step is gone", SOON, () -> !Processes.anyRuns("sleep\000654321"));
    }

    @Test
    void a_commit_is_built_with_its_git_directory_if_asked() throws Exception {
        Path repository = docker.directory("repository");
        project(repository, Project.BASE + "COPY . /src\n");
        git(repository, "init", "--quiet", "--initial-branch=main");
        git(repository, "add", "--all");
        git(
                repository,
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=a@example.org",
                "commit",
                "--quiet",
                "--message=first");
        String commit = git(repository, "rev-parse", "HEAD");
        Sources sources = new Sources(docker.directory("cache"));
        GitUrl url = new GitUrl(repository.toString());

        BuiltImage with = builder()
                .build(Wish.plain(true).task(), sources.fetch(url, commit).context(true), log::add);
        BuiltImage without = builder()
                .build(Wish.plain(true).task(), sources.fetch(url, commit).context(false), log::add);

        assertThat(docker.run("run", "--rm", with.id(), "cat", "/src/.git/HEAD"))
                .isEqualTo(commit);
        assertThat(docker.run("run", "--rm", without.id(), "ls", "-A", "/src").lines())
                .containsExactly("Dockerfile", "busybox");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unusual_file_names_arrive(boolean buildkit) throws Exception {
        Project project =
                project(Project.BASE + "COPY . /all\nRUN ls /all | md5sum > /sum; ls -A /all | wc -l > /count\n");
        BuildContext context = stream -> {
            Path other = docker.directory("names");
            new Runner(SOON)
                    .follow(Command.of("tar", "-x", "-f", "-").in(other), project.context()::writeTo, line -> {});
            new Runner(SOON)
                    .follow(
                            Command.of(
                                            "sh",
                                            "-c",
                                            "touch -- '-rf' 'a b' \"$(printf 'line\\nfeed')\" \"$(printf '\\303\\251t\\303\\251')\"")
                                    .in(other),
                            out -> {},
                            line -> {});
            new Runner(SOON)
                    .read(Command.of("tar", "-c", "-f", "-", ".").in(other), out -> {}, in -> in.transferTo(stream));
        };

        BuiltImage image = builder().build(Wish.plain(buildkit).task(), context, log::add);

        assertThat(docker.run("run", "--rm", image.id(), "ls", "-A", "/all")).contains("-rf", "a b", "line", "feed");
    }

    @Test
    void a_context_that_breaks_off_is_no_build() throws Exception {
        assertThatThrownBy(() -> builder()
                        .build(
                                Wish.plain(true).task(),
                                stream -> {
                                    throw new IOException("The tree is gone");
                                },
                                log::add))
                .isInstanceOf(ImageException.class)
                .hasMessage("Cannot build \"web\": The tree is gone");
    }

    @Test
    void a_client_without_buildx_builds_in_the_classic_way_only() throws Exception {
        Optional<Path> client = SearchPath.ofThisProcess().all("docker").stream()
                .filter(ImageBuilderITest::lacksBuildKit)
                .findFirst();
        assumeThat(client).isPresent();
        Path directory = docker.directory("path");
        Files.createSymbolicLink(directory.resolve("docker"), client.get());
        Docker other = new Docker(new SearchPath(List.of(directory)), docker.environment());
        ImageBuilder builder = new ImageBuilder(other, temporary, BuildCredentials.ENVIRONMENT);
        Project project = project(Project.BASE);

        assertThat(builder.build(Wish.plain(false).task(), project.context(), log::add)
                        .id())
                .startsWith("sha256:");
        assertThatThrownBy(() -> builder.build(Wish.plain(true).task(), project.context(), log::add))
                .isInstanceOf(ImageException.class)
                .message()
                .startsWith("Cannot build with BuildKit: " + directory.resolve("docker"))
                .endsWith(
                        "lacks the buildx component. Install it (Debian package docker-buildx or docker-buildx-plugin),"
                                + " or set buildkit: false");
    }

    @Test
    void an_engine_that_is_not_there_is_named() throws Exception {
        Docker none = new Docker(SearchPath.ofThisProcess(), Map.of("DOCKER_HOST", "unix:///no/such/docker.sock"));
        ImageBuilder builder = new ImageBuilder(none, temporary, BuildCredentials.ENVIRONMENT);

        assertThatThrownBy(() -> builder.build(
                        Wish.plain(true).task(), project(Project.BASE).context(), log::add))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.UNAVAILABLE))
                .message()
                .startsWith("Cannot reach the Docker engine at unix:///no/such/docker.sock. ");
        Docker nothing = new Docker(new SearchPath(List.of(temporary)), Map.of());
        assertThatThrownBy(() -> new ImageBuilder(nothing, temporary, BuildCredentials.ENVIRONMENT)
                        .build(Wish.plain(true).task(), project(Project.BASE).context(), log::add))
                .message()
                .startsWith("Cannot build images: there is no docker on PATH");
    }

    private Project project(String dockerfile) throws IOException {
        return project(docker.directory("project"), dockerfile);
    }

    private static Project project(Path directory, String dockerfile) throws IOException {
        return Project.in(directory, dockerfile);
    }

    private BuiltImage build(Project project, Wish wish) throws IOException, InterruptedException {
        return builder().build(wish.task(), project.context(), log::add);
    }

    private ImageBuilder builder() {
        return new ImageBuilder(
                new Docker(SearchPath.ofThisProcess(), docker.environment()), temporary, BuildCredentials.ENVIRONMENT);
    }

    private boolean layersContain(BuiltImage image, String text) throws IOException, InterruptedException {
        Path layers = docker.directory("layers");
        docker.run("save", "--output", layers.resolve("image.tar").toString(), image.id());
        Command search = Command.of(
                        "sh",
                        "-c",
                        "tar -x -f image.tar; find . -name '*.tar' -exec tar -x -O -f {} \\; | grep -a -c -e \"$TEXT\"")
                .in(layers)
                .withEnvironment("TEXT", text);
        return new Runner(SOON).capture(search, 100).succeeded();
    }

    private static String git(Path directory, String... arguments) throws IOException, InterruptedException {
        return new Runner(SOON)
                .capture(Command.of("git").with(arguments).in(directory), 10_000)
                .orFail("git")
                .strip();
    }

    private static boolean lacksBuildKit(Path client) {
        try {
            Runner runner = new Runner(SOON);
            String version = runner.capture(
                            Command.of(client.toString(), "version", "--format", "{{.Client.Version}}"), 1000)
                    .output();
            boolean buildx = runner.capture(Command.of(client.toString(), "buildx", "version"), 1000)
                    .succeeded();
            return !buildx && new DockerVersion(version.strip()).major() >= 23;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}

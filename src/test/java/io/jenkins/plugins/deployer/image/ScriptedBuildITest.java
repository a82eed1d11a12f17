package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.image.Project.Wish;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.process.SearchPath;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultyRegistry;
import io.jenkins.plugins.deployer.real.Processes;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealRegistry;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealDocker.Extension.class)
class ScriptedBuildITest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final RealDocker docker;
    private final Path places;
    private final Path home;
    private final Map<String, String> environment;
    private final GitRepository repository;

    private List<String> shell = List.of("sh");
    private Head head = new Head.Branch("main");
    private Optional<ImageName> place = Optional.empty();
    private Optional<Login> login = Optional.empty();
    private Map<String, byte[]> credentials = Map.of();
    private List<String> hidden = List.of();

    ScriptedBuildITest(RealDocker docker) throws Exception {
        this.docker = docker;
        this.places = docker.directory("agent");
        this.home = docker.directory("home");
        this.environment = new HashMap<>(docker.environment());
        // The user's own configuration has no login: what is used is what the test gives.
        environment.put("DOCKER_CONFIG", home.toString());
        this.repository = GitRepository.in(places.resolve("work space"));
        Project.in(repository.path(""), Project.BASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void any_shell_builds_and_pushes_what_is_committed(String name) throws Exception {
        shell = List.of(name.split(" "));
        place = Optional.of(name(docker.registry().address()));
        String commit = repository
                .write("Dockerfile", Project.BASE + "COPY . /src\n# " + name + "\n")
                .commit("first");

        String digest = start(commit, Wish.plain(true)).digest();

        ImageName pushed = place.get().withDigest(digest);
        assertThat(docker.run("pull", "--quiet", pushed.toString())).isNotEmpty();
        assertThat(docker.run("run", "--rm", pushed.toString(), "ls", "-A", "/src")
                        .lines())
                .containsExactly("Dockerfile", "busybox");
        assertNothingIsLeft();
    }

    /** All files of a context are equally old: a builder that remembers the last one could take them for the same. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_change_that_leaves_a_file_as_long_as_it_was_is_built(boolean buildkit) throws Exception {
        place = Optional.of(name(docker.registry().address()));
        repository.write("Dockerfile", Project.BASE + "COPY page /page\n");
        String first = start(repository.write("page", "version 2\n").commit("first"), Wish.plain(buildkit))
                .digest();

        String second = start(repository.write("page", "version 3\n").commit("second"), Wish.plain(buildkit))
                .digest();

        assertThat(second).isNotEqualTo(first);
        String image = place.get().withDigest(second).toString();
        docker.run("pull", "--quiet", image);
        assertThat(docker.run("run", "--rm", image, "cat", "/page").strip()).isEqualTo("version 3");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_dirty_workspace_makes_the_image_that_a_laptop_makes(boolean buildkit) throws Exception {
        repository
                .write("Dockerfile", Project.BASE + "COPY . /src\nRUN find /src | sort | md5sum > /sum\n")
                .write(
                        ".gitattributes",
                        "secret export-ignore\n*.txt eol=crlf\n*.id ident\nutf working-tree-encoding=UTF-16\n")
                .write("secret", "here")
                .write("a.txt", "one\ntwo\n")
                .write("b.id", "$Id$\n")
                .write("-rf", "")
                .write("a b/$(touch x)", "")
                .write("line\nfeed", "")
                .write("\"quoted\"\t\\", "")
                .write("été/ünï", "x");
        Files.createSymbolicLink(repository.path("link"), Path.of("/etc/passwd"));
        repository.path("b.id").toFile().setExecutable(true);
        repository.git("add", "--all");
        String commit = repository.commit("first");
        repository.git("checkout", "--quiet", "-b", "a;touch${IFS}x;$(touch${IFS}x)`touch${IFS}x`");
        repository.write("a.txt", "dirty").write("more", "dirty").write("Dockerfile", "FROM nonsense\n");
        Files.delete(repository.path("secret"));
        repository.write("later", "x").commit("second");
        Wish wish = Wish.plain(buildkit);

        String id = start(commit, wish).digest();

        assertThat(id).isEqualTo(onALaptop(commit, wish));
        assertThat(docker.run("run", "--rm", id, "cat", "/src/a.txt")).isEqualTo("one\ntwo");
        assertThat(docker.run("run", "--rm", id, "ls", "-l", "/src/b.id")).startsWith("-rwxr-xr-x");
        assertThat(repository.path("x")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void submodules_are_there_as_they_are_pinned_even_where_checking_out_left_them() throws Exception {
        GitRepository inner = GitRepository.in(places.resolve("inner"));
        inner.write("deep", "pinned").commit("first");
        GitRepository library = GitRepository.in(places.resolve("library"));
        library.write("lib", "pinned");
        library.git("submodule", "--quiet", "add", inner.url().text(), "nested one");
        library.commit("first");
        GitRepository skipped = GitRepository.in(places.resolve("skipped"));
        skipped.write("skip", "x").commit("first");
        GitRepository origin = GitRepository.in(places.resolve("origin"));
        Project.in(origin.path(""), Project.BASE + "COPY . /src\n");
        origin.git("submodule", "--quiet", "add", library.url().text(), "a lib");
        origin.git("submodule", "--quiet", "add", skipped.url().text(), "not");
        origin.git("config", "--file", ".gitmodules", "submodule.not.update", "none");
        String commit = origin.commit("first");
        library.write("lib", "newer").commit("second");
        Path plain = places.resolve("plain");
        Path full = places.resolve("full");
        origin.git("clone", "--quiet", origin.url().text(), plain.toString());
        origin.git("clone", "--quiet", "--recurse-submodules", origin.url().text(), full.toString());
        Files.writeString(full.resolve("a lib/lib"), "dirty");
        Wish wish = Wish.plain(true);

        String id = start(plain, commit, wish).digest();

        assertThat(start(full, commit, wish).digest()).isEqualTo(id);
        assertThat(new ImageBuilder(docker(), docker.directory("builds"), BuildCredentials.ENVIRONMENT)
                        .build(
                                wish.task(),
                                new Sources(docker.directory("cache"))
                                        .fetch(origin.url(), commit)
                                        .context(false),
                                line -> {})
                        .id())
                .isEqualTo(id);
        assertThat(docker.run("run", "--rm", id, "cat", "/src/a lib/lib", "/src/a lib/nested one/deep"))
                .isEqualTo("pinnedpinned");
        assertThat(docker.run("run", "--rm", id, "ls", "-A", "/src/not")).isEmpty();
    }

    @Test
    void a_submodule_that_cannot_be_had_is_named() throws Exception {
        GitRepository library = GitRepository.in(places.resolve("library"));
        library.write("lib", "x").commit("first");
        repository.git("submodule", "--quiet", "add", library.url().text(), "lib");
        String commit = repository.commit("first");
        Path clone = places.resolve("clone");
        repository.git("clone", "--quiet", repository.url().text(), clone.toString());
        Files.move(library.path(""), places.resolve("moved"));

        assertThatThrownBy(() -> start(clone, commit, Wish.plain(true)).digest())
                .isInstanceOf(ImageException.class)
                .message()
                .startsWith("Cannot build \"web\": the submodule 'lib' is missing: commit ")
                .contains("Let the source check submodules out too");
        assertNothingIsLeft();
    }

    @Test
    void a_commit_is_built_with_its_git_directory_if_asked() throws Exception {
        repository.write("Dockerfile", Project.BASE + "COPY . /src\n").commit("first");
        repository.git("tag", "--annotate", "--message=one", "v1");
        String commit = repository.commit("second");
        repository.commit("third");

        String id = start(commit, wish(true)).digest();

        Path copy = docker.directory("copy");
        String container = docker.run("create", id, "none");
        docker.run("cp", container + ":/src", copy.toString());
        GitRepository built = GitRepository.in(copy.resolve("src"));
        assertThat(built.git("rev-parse", "HEAD")).isEqualTo(commit);
        assertThat(built.git("describe")).startsWith("v1-1-g");
        assertThat(built.git("status", "--porcelain")).isEmpty();
        assertThat(built.git("fsck", "--full")).isEmpty();
        assertThat(built.git("branch", "--all")).doesNotContain("main");
    }

    private static Wish wish(boolean includeGit) {
        Wish plain = Wish.plain(true);
        BuildTask.Recipe recipe = plain.recipe();
        return new Wish(
                new BuildTask.Recipe(
                        recipe.dockerfile(),
                        recipe.arguments(),
                        recipe.target(),
                        recipe.squash(),
                        recipe.buildkit(),
                        includeGit,
                        recipe.secrets(),
                        recipe.ulimits(),
                        recipe.unikernel()),
                plain.architecture(),
                plain.timeout());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_value_is_read_by_a_shell(boolean buildkit) throws Exception {
        String value = "it's $HOME, \"you\" `touch x` $(touch x); \\0101 %s\\c\n\ttwo --network=host";
        String commit = repository
                .write("a b;$(touch x)/Docker file", Project.BASE + "ARG A=none\nRUN printf '%s' \"$A\" > /a\n")
                .commit("first");
        Wish wish = Wish.plain(buildkit)
                .arguments(Map.of("A", value))
                .dockerfile(new Dockerfile.At("a b;$(touch x)/Docker file"));

        String id = start(commit, wish).digest();

        assertThat(docker.run("run", "--rm", id, "cat", "/a")).isEqualTo(value);
        assertThat(repository.path("x")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void a_dockerfile_of_the_rules_is_not_part_of_the_context() throws Exception {
        String commit = repository
                .write("Dockerfile", "FROM nonsense\n")
                .write(".dockerignore", "ignored\n")
                .write("ignored", "x")
                .commit("first");
        Wish wish = Wish.plain(true).dockerfile(new Dockerfile.Contents(Project.BASE + "COPY . /all\n"));

        String id = start(commit, wish).digest();

        assertThat(id).isEqualTo(onALaptop(commit, wish));
        assertThat(docker.run("run", "--rm", id, "ls", "-A", "/all").lines())
                .containsExactly(".dockerignore", "Dockerfile", "busybox");
    }

    @Test
    void a_dockerfile_is_in_the_tree_and_nowhere_else() throws Exception {
        Files.createSymbolicLink(repository.path("link"), Path.of("/etc/hostname"));
        String commit = repository.commit("first");

        for (String path : List.of("none", "link")) {
            assertThatThrownBy(() -> start(commit, Wish.plain(true).dockerfile(new Dockerfile.At(path)))
                            .digest())
                    .isInstanceOf(ImageException.class)
                    .hasMessage("Cannot build \"web\": there is no Dockerfile '" + path
                            + "' in the repository at this commit");
        }
        assertNothingIsLeft();
    }

    @Test
    void secrets_reach_the_step_that_mounts_them_and_nothing_else() throws Exception {
        String commit = repository
                .write(
                        "Dockerfile",
                        Project.BASE
                                + """
                                RUN --mount=type=secret,id=file --mount=type=secret,id=variable \
                                    --mount=type=secret,id=credential \
                                    cat /run/secrets/file /run/secrets/variable /run/secrets/credential | md5sum > /sum; \
                                    cat /run/secrets/credential; env; sleep 2
                                RUN env; ls /run
                                # by a script
                                """
                                        .replace("md5sum > /sum", "md5sum | tee /sum"))
                .commit("first");
        Path file = Files.writeString(docker.directory("secret").resolve("a b"), "from-a-file");
        environment.put("VARIABLE", "from-a-variable");
        credentials = Map.of("deploy-key", "first-line\nsecond-line".getBytes(StandardCharsets.UTF_8));
        hidden = List.of("first-line\nsecond-line");
        Wish wish = Wish.plain(true)
                .secrets(
                        new BuildSecret("file", new BuildSecret.File(file.toString())),
                        new BuildSecret("variable", new BuildSecret.Environment("VARIABLE")),
                        new BuildSecret("credential", new BuildSecret.Credential("deploy-key")));

        ScriptRun run = start(commit, wish);
        List<String> seen = new ArrayList<>();
        while (run.process().isAlive()) {
            seen.addAll(Processes.commandLines());
        }
        String id = run.digest();

        assertThat(docker.run("run", "--rm", id, "cat", "/sum")).isEqualTo(sum());
        String history = docker.run("history", "--no-trunc", id) + docker.run("image", "inspect", id);
        for (String secret : List.of("from-a-file", "from-a-variable", "first-line", "second-line")) {
            assertThat(history).doesNotContain(secret);
            assertThat(seen).isNotEmpty().noneMatch(line -> line.contains(secret));
            assertThat(String.join("\n", run.lines())).doesNotContain(secret);
        }
        assertThat(String.join("\n", run.lines())).contains("****").doesNotContain("DEPLOYER_");
        assertNothingIsLeft();
    }

    private static String sum() throws Exception {
        Process process = new ProcessBuilder(
                        "sh", "-c", "printf 'from-a-filefrom-a-variablefirst-line\\nsecond-line' | md5sum")
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void a_secret_that_is_not_there_is_said_before_building() throws Exception {
        String commit = repository.commit("first");

        assertThatThrownBy(() -> start(
                                commit,
                                Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.File("/no/such"))))
                        .digest())
                .message()
                .startsWith("Cannot give the build its secret 'a': the file /no/such is not there");
        assertThatThrownBy(() -> start(
                        commit, Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.Environment("NO_SUCH")))))
                .hasMessage("Cannot give the build its secret 'a': the environment variable NO_SUCH is not set");
        assertThatThrownBy(() -> start(
                        commit, Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.Credential("NO_SUCH")))))
                .hasMessageStartingWith(
                        "Cannot give the build its secret 'a': there is no secret text, secret file or user"
                                + " name with password 'NO_SUCH' that this job may use; give it the scope Global");
    }

    @Test
    void a_change_request_is_built_as_it_was_merged_and_gets_nothing() throws Exception {
        repository.commit("first");
        String merged = repository
                .write("Dockerfile", Project.BASE + "RUN --mount=type=secret,id=a ls /run/secrets/a > /found || true\n")
                .commit("merged");
        head = new Head.ChangeRequest("PR-1", "main");
        place = Optional.of(name(docker.registry().address()));
        credentials = Map.of("a", "value".getBytes(StandardCharsets.UTF_8));
        login = Optional.of(new Login("deployer", "password"));
        Wish wish = Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.Credential("a")));

        ScriptRun run = start("0".repeat(40), wish);
        String id = run.digest();

        assertThat(id).isNotEqualTo(merged).startsWith("sha256:");
        assertThat(docker.run("run", "--rm", id, "cat", "/found")).isEmpty();
        assertThat(run.lines()).noneMatch(line -> line.startsWith("Pushing"));
        assertThat(build(Wish.plain(true).task(), "0".repeat(40)).files())
                .doesNotContainKeys("push", "tag", "docker/config.json");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_unikernels_of_an_image_that_is_not_pushed_are_left_to_be_looked_at(boolean buildkit) throws Exception {
        repository
                .write("Dockerfile", "FROM scratch\nCOPY [\"unikernel\", \"/a b;`touch x`/www.hvt\"]\nCOPY links /\n")
                .write("unikernel", "the unikernel")
                .write("links/other", "");
        Files.createSymbolicLink(repository.path("links/link"), Path.of("/a b;`touch x`/www.hvt"));
        String commit = repository.commit("first");
        Wish wish = Wish.plain(buildkit).unikernels("/a b;`touch x`/www.hvt", "/none", "/link", "/a b;`touch x`");

        ScriptRun run = start(commit, wish);
        run.digest();

        assertThat(run.file(ScriptedBuild.BINARY + 1)).hasContent("the unikernel");
        assertThat(run.file(ScriptedBuild.BINARY + 2)).doesNotExist();
        assertThat(run.file(ScriptedBuild.BINARY + 3)).hasContent("the unikernel");
        assertThat(run.file(ScriptedBuild.BINARY + 4)).isDirectory();
        assertThat(run.lines()).anyMatch(line -> line.contains("/none"));
        assertThat(repository.path("x")).doesNotExist();
        assertThat(docker.run("ps", "--all", "--quiet", "--filter", "status=created"))
                .isEmpty();
    }

    @Test
    void the_login_is_used_beside_those_of_the_user() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        RealRegistry.Credentials user = registry.credentials().orElseThrow();
        String own = "{\"auths\": {\"other.example.org\": {\"auth\": \"YTpi\"}}, \"credsStore\": \"none\"}";
        Files.writeString(home.resolve("config.json"), own);
        Files.createDirectories(home.resolve("contexts"));
        place = Optional.of(name(registry.address()));
        login = Optional.of(new Login(user.user(), user.password()));
        String commit = repository.commit("first");

        ScriptRun run = start(commit, Wish.plain(true));
        String digest = run.digest();

        assertThat(docker.run("pull", "--quiet", place.get().withDigest(digest).toString()))
                .isNotEmpty();
        assertThat(String.join("\n", run.lines())).doesNotContain(user.password());
        assertThat(home.resolve("config.json")).hasContent(own);
        assertThat(home.resolve("contexts")).isDirectory();
        assertNothingIsLeft();
    }

    @Test
    void a_push_without_a_login_says_how_to_get_one() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        place = Optional.of(name(registry.address()));
        String commit = repository.commit("first");

        assertThatThrownBy(() -> start(commit, Wish.plain(true)).digest())
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.DENIED))
                .message()
                .startsWith("Cannot push the image to " + registry.address() + "/")
                .contains("no basic auth credentials; log in with 'docker login " + registry.address() + "', or ask");
    }

    @Test
    void a_registry_that_fails_for_a_while_gets_the_image_later() throws Exception {
        try (FaultyRegistry registry = docker.faultyRegistry()) {
            // The docker client itself tries five times.
            registry.failing(500, 7, request -> request.startsWith("PUT") && request.contains("/manifests/"));
            place = Optional.of(name(registry.address()));
            String commit = repository.commit("first");

            ScriptRun run = start(commit, Wish.plain(true));

            assertThat(run.digest()).startsWith("sha256:");
            assertThat(run.lines()).contains("Trying again in 1 s");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_abort_leaves_nothing(boolean buildkit) throws Exception {
        String seconds = seconds();
        String commit = repository
                .write("Dockerfile", Project.BASE + "RUN sleep " + seconds + "\n")
                .commit("first");
        ScriptRun run = start(commit, Wish.plain(buildkit));
        awaitProcess("sleep\0" + seconds);

        run.process().toHandle().destroy();

        assertThat(run.exitCode()).isEqualTo(143);
        assertNothingRuns(seconds);
        assertNothingIsLeft();
    }

    @Test
    void a_script_that_is_killed_leaves_nothing_for_long() throws Exception {
        String seconds = seconds();
        String commit = repository
                .write("Dockerfile", Project.BASE + "RUN sleep " + seconds + "\n")
                .commit("first");
        credentials = Map.of("key", "value".getBytes(StandardCharsets.UTF_8));
        ScriptRun run =
                start(commit, Wish.plain(true).secrets(new BuildSecret("a", new BuildSecret.Credential("key"))));
        awaitProcess("sleep\0" + seconds);

        run.process().toHandle().destroyForcibly();

        assertNothingRuns(seconds);
        Eventually.holds("the files are gone", SOON, () -> list(places).stream()
                .noneMatch(file -> file.getFileName().toString().equals("build")));
        assertThatThrownBy(run::digest)
                .hasMessageStartingWith(
                        "Cannot build \"web\": its script was ended from outside (exit code 137) at step [");
    }

    @Test
    void a_build_that_takes_too_long_is_stopped() throws Exception {
        String seconds = seconds();
        String commit = repository
                .write("Dockerfile", Project.BASE + "RUN sleep " + seconds + "\n")
                .commit("first");

        assertThatThrownBy(() -> start(commit, Wish.plain(true).timeout(Duration.ofSeconds(8)))
                        .digest())
                .message()
                .contains("it was stopped after 8 s, which is the timeout of this build; it was at step [")
                .endsWith("] RUN sleep " + seconds);
        assertNothingRuns(seconds);
        assertNothingIsLeft();
    }

    @Test
    void the_step_that_fails_is_named_with_its_last_words() throws Exception {
        String commit = repository
                .write("Dockerfile", Project.BASE + "RUN exec >&2; echo compiling; echo 'no rule'; exit 7\n")
                .commit("first");

        assertThatThrownBy(() -> start(commit, Wish.plain(true)).digest())
                .message()
                .startsWith("Cannot build \"web\": step [")
                .endsWith(" failed: exit code 7; the last it said: compiling\nno rule");
        assertNothingIsLeft();
    }

    @Test
    void a_workspace_without_the_commit_says_what_to_run_before() throws Exception {
        repository.commit("first");
        Path empty = docker.directory("empty");

        for (Path workspace : List.of(repository.path(""), empty)) {
            assertThatThrownBy(() ->
                            start(workspace, "1".repeat(40), Wish.plain(true)).digest())
                    .hasMessage("Cannot build \"web\": this directory is no Git repository that has commit "
                            + "111111111111. Run \"checkout scm\" before, on the same node");
        }
        assertNothingIsLeft();
    }

    private ScriptRun start(String commit, Wish wish) throws Exception {
        return start(repository.path(""), commit, wish);
    }

    private ScriptRun start(Path workspace, String commit, Wish wish) throws Exception {
        Path directory = places.resolve("work space@tmp").resolve(docker.unique("build"));
        Files.createDirectories(directory.getParent());
        return ScriptRun.start(
                shell,
                order(wish.task(), commit),
                build(wish.task(), commit),
                workspace,
                directory,
                environment,
                hidden);
    }

    private ScriptedBuild build(BuildTask task, String commit) throws Exception {
        return ScriptedBuild.of(
                order(task, commit),
                new ScriptedBuild.Means(ScriptRun.probe(environment), credentials, environment::containsKey, login));
    }

    private ScriptedBuild.Order order(BuildTask task, String commit) {
        return new ScriptedBuild.Order(
                task, new Revision(new RepositoryName("ocurrent", "web"), head, commit, "2".repeat(40)), place, true);
    }

    private String onALaptop(String commit, Wish wish) throws Exception {
        return new ImageBuilder(docker(), docker.directory("builds"), BuildCredentials.ENVIRONMENT)
                .build(
                        wish.task(),
                        new Sources(docker.directory("cache"))
                                .fetch(repository.url(), commit)
                                .context(wish.recipe().includeGit()),
                        line -> {})
                .id();
    }

    private Docker docker() {
        return new Docker(SearchPath.ofThisProcess(), docker.environment());
    }

    private ImageName name(String registry) {
        return ImageName.parse(registry + "/" + docker.unique("staging") + ":key");
    }

    private static String seconds() {
        return Integer.toString(800_000 + (int) (System.nanoTime() % 90_000));
    }

    /** Of what was written for builds only their results are there. */
    private void assertNothingIsLeft() {
        Path builds = places.resolve("work space@tmp");
        assertThat(list(builds))
                .allMatch(file -> Files.isDirectory(file)
                        || Set.of("digest", "failure")
                                .contains(file.getFileName().toString())
                        || file.getFileName().toString().endsWith("-script"));
        assertThat(list(builds).stream().filter(Files::isDirectory).count())
                .isLessThanOrEqualTo(1
                        + list(builds).stream()
                                .filter(file -> file.getFileName().toString().endsWith("-script"))
                                .count());
        Eventually.holds("no process is left", SOON, () -> !Processes.anyRuns(builds.toString()));
    }

    private void assertNothingRuns(String seconds) {
        Eventually.holds("the step is gone", SOON, () -> !Processes.anyRuns("sleep\0" + seconds));
        Eventually.holds("the client is gone", SOON, () -> !Processes.anyHas(ScriptedBuild.MARK, places + "/"));
    }

    private static void awaitProcess(String commandLine) {
        Eventually.holds("the step runs", Duration.ofMinutes(1), () -> Processes.anyRuns(commandLine));
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            return List.of(Path.of("build"));
        }
    }
}

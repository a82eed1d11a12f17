package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command lines of Git that are used here. Git never asks anybody anything, speaks English, runs no hooks, and leaves the
 * work tree and repository that this process may stand in alone; the rest of the user's configuration (proxies,
 * certificates) holds.
 */
final class GitCommands {
    private static final String REMOTE_PROTOCOLS = "git:http:https:ssh";
    /** What a hook or an alias of Git leaves in the environment and would turn commands to another repository. */
    private static final Set<String> FOREIGN = Set.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_COMMON_DIR",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES",
            "GIT_NAMESPACE",
            "GIT_PREFIX",
            "GIT_SHALLOW_FILE",
            "GIT_QUARANTINE_PATH",
            "GIT_CONFIG_PARAMETERS",
            "GIT_ASKPASS",
            "SSH_ASKPASS");

    /** By convention, for tokens of GitHub and others; what counts is the password. */
    private static final String TOKEN_USER = "x-access-token:";

    private final Access access;
    private final GitTokens tokens;

    GitCommands(Access access, GitTokens tokens) {
        this.access = access;
        this.tokens = tokens;
    }

    /** Lists all references of a repository. */
    Command listReferences(GitUrl url) {
        return remote(url).with("ls-remote", "--symref", "--", url.text());
    }

    /**
     * Lists the branch, and those whose name ends with its full name; the server sends branches only. A name that Java could
     * not pass on in every locale is not given: all branches are listed then.
     */
    Command listBranch(GitUrl url, String branch) {
        Command branches = remote(url).with("ls-remote", "--heads", "--", url.text());
        boolean plain = branch.chars().allMatch(character -> character < 0x80);
        return plain ? branches.with("refs/heads/" + branch) : branches;
    }

    /** Makes an empty repository for ids of that length. */
    Command init(Path directory, int idLength) {
        return local().with(
                        "init",
                        "--quiet",
                        "--bare",
                        "--template=",
                        "--object-format=" + (idLength == 64 ? "sha256" : "sha1"),
                        "--",
                        directory.toString());
    }

    /** Fetches exactly these references; {@code options} may limit the depth. */
    Command fetch(Path repository, GitUrl url, List<String> options, List<String> references) {
        List<String> rest = new ArrayList<>();
        rest.addAll(List.of("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"));
        rest.addAll(options);
        rest.addAll(List.of("--", url.text()));
        rest.addAll(references);
        return remote(url).with("--git-dir=" + repository).with(rest);
    }

    /** A command on a repository of ours, which asks nobody. */
    Command inside(Path repository, String... arguments) {
        return local().with("--git-dir=" + repository).with(arguments);
    }

    /** A command that only reads the repository around a directory of the user's; asks nobody. */
    static Command around(Path directory, String... arguments) {
        return local().with(arguments).in(directory).withEnvironment("GIT_LITERAL_PATHSPECS", "1");
    }

    private Command remote(GitUrl url) {
        Command command =
                local().with("-c", "core.askPass=", "-c", "http.lowSpeedLimit=1", "-c", "http.lowSpeedTime=60");
        if (access == Access.ANONYMOUS) {
            command = command.with("-c", "credential.helper=");
        }
        // A submodule of a stranger's repository must not name a directory of this machine.
        String protocols = url.isLocal() ? "file:" + REMOTE_PROTOCOLS : REMOTE_PROTOCOLS;
        command =
                command.withEnvironment(Map.of("GIT_ALLOW_PROTOCOL", protocols)).hiding(url.secret());
        Optional<String> token = tokens.of(url);
        if (token.isPresent()) {
            command = withToken(command, url, token.get());
        }
        return System.getenv().containsKey("GIT_SSH_COMMAND") || System.getenv().containsKey("GIT_SSH")
                ? command
                : command.withEnvironment("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=20");
    }

    /** For this repository only, in addition to what the user may have set in this way. */
    private static Command withToken(Command command, GitUrl url, String token) {
        String login = Base64.getEncoder().encodeToString((TOKEN_USER + token).getBytes(StandardCharsets.UTF_8));
        String given = System.getenv().getOrDefault("GIT_CONFIG_COUNT", "");
        int next = given.matches("[0-9]{1,4}") ? Integer.parseInt(given) : 0;
        return command.hiding(token)
                .hiding(login)
                .withEnvironment(Map.of(
                        "GIT_CONFIG_COUNT",
                        Integer.toString(next + 1),
                        "GIT_CONFIG_KEY_" + next,
                        "http." + url.text() + ".extraHeader",
                        "GIT_CONFIG_VALUE_" + next,
                        "Authorization: Basic " + login));
    }

    private static Command local() {
        return Command.of("git", "-c", "core.hooksPath=/dev/null", "-c", "gc.autoDetach=false")
                .without(FOREIGN)
                .withEnvironment(Map.of(
                        "GIT_TERMINAL_PROMPT", "0",
                        "GIT_NO_REPLACE_OBJECTS", "1",
                        "GIT_NO_LAZY_FETCH", "1",
                        "LC_ALL", "C"));
    }
}

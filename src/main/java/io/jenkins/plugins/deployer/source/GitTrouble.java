package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import java.util.regex.Pattern;

/** What the messages of Git mean for the person who has to act. */
final class GitTrouble {
    private static final Pattern NOT_FOUND_OR_PRIVATE =
            Pattern.compile("could not read Username|could not read Password|Authentication failed|Repository not found"
                    + "|repository '.*' not found|Permission denied|HTTP Basic: Access denied");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "unable to access|Could not resolve host|Connection (refused|timed out|reset)|Could not read from remote"
                    + "|does not appear to be a git repository|unable to connect|early EOF|RPC failed");
    private static final Pattern HOST_KEY = Pattern.compile("Host key verification failed");
    private static final Pattern PROTOCOL = Pattern.compile("transport '[^']*' not allowed");
    private static final Pattern GONE = Pattern.compile("not our ref|bad object|couldn't find remote ref");

    private final String said;

    private GitTrouble(String said) {
        this.said = said;
    }

    static GitTrouble of(Finished<?> finished) {
        return new GitTrouble(finished.last());
    }

    /** Whether the server could not be talked to, so that asking it in another way is of no use. */
    boolean isOfTheConnection() {
        return NOT_FOUND_OR_PRIVATE.matcher(said).find()
                || UNREACHABLE.matcher(said).find()
                || HOST_KEY.matcher(said).find()
                || PROTOCOL.matcher(said).find();
    }

    /** Whether the server has no such commit. */
    boolean isOfAMissingCommit() {
        return GONE.matcher(said).find();
    }

    SourceException explain(String doing, GitUrl url) {
        String where = doing + " of " + url + ": ";
        if (HOST_KEY.matcher(said).find()) {
            return new SourceException(where + "the SSH host key is not known here. Add it to ~/.ssh/known_hosts"
                    + " after comparing its fingerprint (" + said() + ")");
        }
        if (NOT_FOUND_OR_PRIVATE.matcher(said).find()) {
            return new SourceException(where + "there is no such repository, or one may not read it without a login"
                    + " (git: " + said() + ")");
        }
        return new SourceException(where + (said.isBlank() ? "git failed and said nothing" : "git: " + said()));
    }

    static SourceException explain(String doing, GitUrl url, CommandException e) {
        return new SourceException(doing + " of " + url + ": " + e.getMessage(), e);
    }

    private String said() {
        return String.join(" ", said.strip().split("\\s*\\n\\s*"));
    }
}

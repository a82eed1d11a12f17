package io.jenkins.plugins.deployer.local.github;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.kohsuke.github.HttpException;

/** What a failed call means for the person who has to act; the library says the whole of GitHub's answer. */
final class GitHubTrouble {
    private final Throwable cause;

    GitHubTrouble(Throwable thrown) {
        this.cause = thrown;
    }

    IOException sentence(String what) {
        return new IOException(what + ": " + why(), cause);
    }

    private String why() {
        if (find(FileNotFoundException.class) != null) {
            return "it knows no such thing (404); is the App installed there, and may it use that repository?";
        }
        HttpException answer = find(HttpException.class);
        if (answer == null) {
            String message = deepest().getMessage();
            return message == null
                    ? deepest().toString()
                    : message.lines().findFirst().orElse("");
        }
        return switch (answer.getResponseCode()) {
            case 401 -> "it does not know this App and key (401); compare --github-app-id and the private key";
            case 403, 429 -> "the App may not do that, or has asked too often (" + answer.getResponseCode() + ")";
            case 422 -> "it has no such commit, or does not take this of it (422)";
            default ->
                answer.getResponseCode() > 0
                        ? "it answered with status " + answer.getResponseCode()
                        : String.valueOf(deepest().getMessage());
        };
    }

    private <T extends Throwable> T find(Class<T> type) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    private Throwable deepest() {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}

package io.jenkins.plugins.deployer.jenkins.github;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which server's repositories an address of the GitHub API is for. */
final class GitHubServer {
    private static final Pattern GITHUB = Pattern.compile("https://api\\.github\\.com/?");

    /** GitHub Enterprise Server serves the API below /api/v3 of the same address. */
    private static final Pattern ENTERPRISE =
            Pattern.compile("(https?://(?!(?i:github\\.com)[.:/])[A-Za-z0-9.-]+(?::[0-9]+)?)/api/v3/?");

    private GitHubServer() {}

    /**
     * @param apiUri as a source is configured with it; empty for that of github.com
     * @return the address that repositories are below; for an address of neither form a text that is no address
     */
    static String web(Optional<String> apiUri) {
        if (apiUri.isEmpty()
                || apiUri.get().isBlank()
                || GITHUB.matcher(apiUri.get()).matches()) {
            return "https://github.com";
        }
        Matcher enterprise = ENTERPRISE.matcher(apiUri.get());
        return enterprise.matches() ? enterprise.group(1) : "the API at " + apiUri.get();
    }
}

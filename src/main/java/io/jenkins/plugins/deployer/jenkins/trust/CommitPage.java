package io.jenkins.plugins.deployer.jenkins.trust;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where people look at a commit: GitHub, GitLab and Gitea all have it there. */
final class CommitPage {
    /** Nothing of a login may get into it. */
    private static final Pattern WEB =
            Pattern.compile("(https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9._~/-]+?)(?:\\.git)?/?");

    private CommitPage() {}

    /** Empty if the repository is at no address of the web. */
    static Optional<URI> at(String remote, String commit) {
        Matcher web = WEB.matcher(remote);
        return web.matches() ? Optional.of(URI.create(web.group(1) + "/commit/" + commit)) : Optional.empty();
    }
}

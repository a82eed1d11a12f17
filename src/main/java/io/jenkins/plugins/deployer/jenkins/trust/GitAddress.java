package io.jenkins.plugins.deployer.jenkins.trust;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a Git address.
 *
 * @param scheme {@code https}, {@code http}, {@code ssh} or {@code file}
 * @param user what stands before a password; empty if nothing does
 * @param host as written; empty for a file
 * @param port the one that is meant; 0 for a file
 * @param path begins with a slash
 * @param isEncoded whether percent signs of the path are escapes
 */
record GitAddress(String scheme, Optional<String> user, String host, int port, String path, boolean isEncoded) {
    private static final String HOST =
            "([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:.]+])";
    private static final Pattern URL =
            Pattern.compile("(?i:(https?|ssh))://(?:([^/@:]*)(?::[^/@]*)?@)?" + HOST + "(?::([1-9][0-9]{0,4}))?(/.*)");
    private static final Pattern SHORT_SSH = Pattern.compile("(?:([A-Za-z0-9._-]+)@)?" + HOST + ":/?([^/:].*)");

    /** Understands the plain forms of an address; empty for all others. */
    static Optional<GitAddress> parse(String text) {
        if (text.startsWith("/")) {
            return Optional.of(new GitAddress("file", Optional.empty(), "", 0, text, false));
        }
        if (text.startsWith("file:///")) {
            return Optional.of(
                    new GitAddress("file", Optional.empty(), "", 0, text.substring("file://".length()), true));
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            String scheme = url.group(1).toLowerCase(Locale.ROOT);
            int port = url.group(4) == null ? usualPort(scheme) : Integer.parseInt(url.group(4));
            return Optional.of(
                    new GitAddress(scheme, Optional.ofNullable(url.group(2)), url.group(3), port, url.group(5), true));
        }
        Matcher ssh = SHORT_SSH.matcher(text);
        if (!text.contains("://") && ssh.matches()) {
            return Optional.of(new GitAddress(
                    "ssh", Optional.ofNullable(ssh.group(1)), ssh.group(2), 22, "/" + ssh.group(3), false));
        }
        return Optional.empty();
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : 22;
    }

    /** For messages: without what stands before the last {@code @} of a URL, which may be a token. */
    static String withoutUser(String text) {
        int start = text.indexOf("://");
        int at = text.lastIndexOf('@');
        return start < 0 || at < start ? text : text.substring(0, start + 3) + text.substring(at + 1);
    }
}

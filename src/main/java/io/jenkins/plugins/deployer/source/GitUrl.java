package io.jenkins.plugins.deployer.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Git repository is: a URL ({@code https}, {@code http}, {@code ssh}, {@code git} or {@code file}), the short
 * form of SSH, {@code [USER@]HOST:PATH}, or an absolute path of this machine. Nothing else, so that neither a rules file nor a
 * submodule can make Git run a program (as {@code ext::} would) or take the URL for an option.
 *
 * @param text as Git gets it; may hold a password, which {@link #toString} hides
 */
public record GitUrl(String text) {
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*)?");
    private static final Pattern SHORT_SSH =
            Pattern.compile("(?:[A-Za-z0-9._-]+@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+]):(.+)");
    /** Over HTTP a user without a password is a token more often than not. */
    private static final Pattern SECRET = Pattern.compile("^([A-Za-z+]+://[^/@:]*:|https?://)([^/@]+)(?=@)");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public GitUrl {
        if (text.isBlank() || text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw new IllegalArgumentException("A Git URL must not be empty nor contain control characters");
        }
        Matcher url = WITH_SCHEME.matcher(text);
        if (url.matches()) {
            checkUrl(url, hidden(text));
        } else if (!text.startsWith("/")) {
            Matcher ssh = SHORT_SSH.matcher(text);
            if (!ssh.matches()
                    || text.startsWith("-")
                    || ssh.group(1).startsWith("-")
                    || ssh.group(2).startsWith(":")) {
                throw new IllegalArgumentException(
                        "'" + hidden(text) + "' is no Git URL; give https://…, ssh://…, HOST:PATH or an absolute path");
            }
        }
    }

    private static void checkUrl(Matcher url, String shown) {
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "'" + shown + "' is no Git URL for a deployer: the scheme must be https, http, ssh, git or file");
        }
        String authority = url.group(2);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (host.startsWith("-") || authority.startsWith("-") || (host.isEmpty() && !scheme.equals("file"))) {
            throw new IllegalArgumentException("'" + shown + "' is no Git URL: it names no host");
        }
    }

    /** Whether the repository is a directory of this machine. */
    public boolean isLocal() {
        return text.startsWith("/") || text.toLowerCase(Locale.ROOT).startsWith("file:");
    }

    /**
     * The URL of a submodule of this repository: one that begins with {@code ./} or {@code ../} is relative to this
     * (gitmodules(5)), any other stands for itself.
     *
     * @throws IllegalArgumentException if there is no such URL, or it would be a directory of this machine although this
     *     repository is none: a stranger's repository must not read local ones
     */
    public GitUrl resolve(String submodule) {
        if (!submodule.startsWith("./") && !submodule.startsWith("../")) {
            GitUrl url = new GitUrl(submodule);
            if (url.isLocal() && !isLocal()) {
                throw new IllegalArgumentException("'" + submodule + "' is a directory of this machine");
            }
            return url;
        }
        Matcher url = WITH_SCHEME.matcher(text);
        Matcher ssh = SHORT_SSH.matcher(text);
        if (url.matches()) {
            return new GitUrl(url.group(1) + "://" + url.group(2) + joined(url.group(3), submodule, "/"));
        }
        if (!text.startsWith("/") && ssh.matches()) {
            String before = text.substring(0, ssh.start(2));
            return new GitUrl(before + joined(ssh.group(2), submodule, ""));
        }
        return new GitUrl(joined(text, submodule, "/"));
    }

    private String joined(String base, String relative, String root) {
        String above = stripSlashes(base == null ? "" : base);
        String rest = relative;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            boolean up = rest.startsWith("../");
            rest = rest.substring(up ? 3 : 2);
            if (up) {
                if (above.isEmpty()) {
                    throw new IllegalArgumentException("'" + relative + "' leads above the top of " + this);
                }
                above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
            }
        }
        return stripSlashes(above.isEmpty() ? root + rest : above + "/" + rest);
    }

    private static String stripSlashes(String path) {
        String stripped = path;
        while (stripped.endsWith("/")) {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        return stripped;
    }

    private static String hidden(String text) {
        return SECRET.matcher(text).replaceFirst("$1****");
    }

    /** The password or token in the URL; empty if there is none. */
    String secret() {
        Matcher secret = SECRET.matcher(text);
        return secret.find() ? secret.group(2) : "";
    }

    /** The URL with its password hidden. */
    @Override
    public String toString() {
        return hidden(text);
    }
}

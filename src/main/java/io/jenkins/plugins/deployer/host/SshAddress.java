package io.jenkins.plugins.deployer.host;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes to name a host of SSH: {@code ssh://[USER@]HOST[:PORT][/PATH]}, or the same without scheme and
 * path in a {@code ProxyJump}.
 *
 * @param host a name or address, or a {@code Host} of the user's SSH configuration
 * @param path the absolute path after the host, empty if there is none
 */
record SshAddress(Optional<String> user, String host, OptionalInt port, String path) {
    private static final Pattern FORM = Pattern.compile(
            "(?:ssh://)?(?:([^@/:\\s]+)@)?([A-Za-z0-9_][-A-Za-z0-9_.]*|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?])"
                    + "(?::(\\d{1,5}))?(/[^\\s?#]*)?");

    /** Understands an address; empty if it is none. A password in it makes it none. */
    static Optional<SshAddress> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        OptionalInt port =
                form.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(3)));
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            return Optional.empty();
        }
        String host = form.group(2).replaceAll("[\\[\\]]", "");
        String path = form.group(4) == null || form.group(4).equals("/") ? "" : form.group(4);
        return Optional.of(new SshAddress(Optional.ofNullable(form.group(1)), host, port, path));
    }

    /** The same host, whatever is reached on it. */
    SshAddress withoutPath() {
        return new SshAddress(user, host, port, "");
    }

    @Override
    public String toString() {
        return "ssh://" + user.map(name -> name + "@").orElse("")
                + (host.contains(":") ? "[" + host + "]" : host)
                + (port.isPresent() ? ":" + port.getAsInt() : "") + path;
    }
}

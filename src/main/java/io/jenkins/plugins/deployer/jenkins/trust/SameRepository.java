package io.jenkins.plugins.deployer.jenkins.trust;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether two Git addresses plainly mean one repository, by whatever way: the same host, path and, where one is given, port.
 * Decides what is shown, and nothing about what may be deployed.
 */
final class SameRepository {
    private SameRepository() {}

    static boolean isOne(String first, String second) {
        Optional<GitAddress> one = GitAddress.parse(first);
        Optional<GitAddress> other = GitAddress.parse(second);
        return one.isPresent() && other.isPresent() && place(one.get()).equals(place(other.get()));
    }

    private static String place(GitAddress address) {
        String host = address.host().toLowerCase(Locale.ROOT);
        String path = address.path().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        boolean ignoresCase = host.equals("github.com");
        return (address.scheme().equals("file") ? "file" : host + port(address)) + "/"
                + (ignoresCase ? path.toLowerCase(Locale.ROOT) : path).replaceFirst("^/+", "");
    }

    private static String port(GitAddress address) {
        boolean usual =
                switch (address.scheme()) {
                    case "https" -> address.port() == 443;
                    case "http" -> address.port() == 80;
                    default -> address.port() == 22;
                };
        return usual ? "" : ":" + address.port();
    }
}

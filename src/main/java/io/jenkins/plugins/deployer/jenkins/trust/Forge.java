package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells which repository of the rules' forge a Git address means, if any. An address that two programs could understand
 * differently means none: refusing a right one costs an administrator a minute, taking a wrong one costs production.
 *
 * <p>Of a forge {@code https://HOST[:PORT][/BASE]} these are addresses: {@code https://[anyone@]HOST[:PORT][/BASE]/OWNER/REPO},
 * {@code ssh://git@HOST[:22][/BASE]/OWNER/REPO} and {@code git@HOST:[BASE/]OWNER/REPO}, each also with {@code .git}, with a
 * slash at the end, or with the forge's own scheme {@code http}. Of a forge {@code ssh://[USER@]HOST[:PORT][/BASE]}: the same
 * two forms of SSH with that user and port, and {@code https://HOST/…}. Of a forge {@code file:///BASE}: {@code
 * file:///BASE/OWNER/REPO} and {@code /BASE/OWNER/REPO}.
 */
final class Forge {
    private static final String GITHUB = "github.com";
    private static final int LONGEST = 2_048;

    private final Rules rules;
    private final URI forge;
    private final String base;

    Forge(Rules rules) {
        this.rules = rules;
        forge = rules.forge();
        String path = forge.getRawPath();
        base = path == null ? "" : path;
    }

    /**
     * The repository in the spelling of the rules, if they name it.
     *
     * @param remote as a branch source is configured with; may be anything
     * @throws RefusedByRules if it is not, or not plainly, a repository of the forge
     */
    RepositoryName repository(String remote) throws RefusedByRules {
        RepositoryName name = plain(remote)
                .flatMap(GitAddress::parse)
                .filter(this::isHere)
                .flatMap(this::name)
                .orElseThrow(() -> new RefusedByRules("the repository " + Quoted.text(GitAddress.withoutUser(remote))
                        + " is not plainly one of the forge " + forge + " that the rules are for"));
        return rules.repository(name).isPresent() ? name : sameOnGitHub(name).orElse(name);
    }

    /** Visible ASCII without what some program or other takes for a separator, an expansion or an escape. */
    private static Optional<String> plain(String remote) {
        boolean plain = remote.length() <= LONGEST
                && remote.chars().allMatch(c -> c > ' ' && c < 0x7f && "\\\"'`<>^{}|?#;*$".indexOf(c) < 0);
        return plain ? Optional.of(remote) : Optional.empty();
    }

    private boolean isHere(GitAddress address) {
        String scheme = forge.getScheme();
        boolean ssh = scheme.equals("ssh");
        if (scheme.equals("file") || address.scheme().equals("file")) {
            return scheme.equals(address.scheme());
        }
        if (!bare(forge.getHost()).equals(bare(address.host()))) {
            return false;
        }
        if (address.scheme().equals("ssh")) {
            Optional<String> user = ssh ? Optional.ofNullable(forge.getRawUserInfo()) : Optional.of("git");
            return address.user().equals(user) && address.port() == (ssh ? port(forge, 22) : 22);
        }
        if (ssh) {
            return address.scheme().equals("https") && address.port() == 443;
        }
        return address.scheme().equals(scheme) && address.port() == port(forge, scheme.equals("http") ? 80 : 443);
    }

    private static int port(URI uri, int usual) {
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private static String bare(String host) {
        return host.toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
    }

    private Optional<RepositoryName> name(GitAddress address) {
        String path = address.path();
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith(".git")) {
            path = path.substring(0, path.length() - ".git".length());
        }
        if (!path.startsWith(base + "/")) {
            return Optional.empty();
        }
        String rest = path.substring(base.length() + 1);
        try {
            RepositoryName name = RepositoryName.parse(address.isEncoded() ? decoded(rest) : rest);
            // There is one way to write a name; others are for those who want to hide what they mean.
            boolean plainly =
                    !address.isEncoded() || rules.url(name).getRawPath().equals(path);
            return plainly ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As of a path: a plus means itself. */
    private static String decoded(String path) {
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                if (i + 2 >= path.length()) {
                    throw new IllegalArgumentException("half of an escape");
                }
                c = (char) Integer.parseInt(path, i + 1, i + 3, 16);
                i += 2;
            }
            bytes[length++] = (byte) c;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Upper and lower case mean the same there; elsewhere they may be two repositories. */
    private Optional<RepositoryName> sameOnGitHub(RepositoryName name) {
        boolean onGitHub =
                "https".equals(forge.getScheme()) && GITHUB.equalsIgnoreCase(forge.getHost()) && base.isEmpty();
        return onGitHub
                ? rules.repositories().keySet().stream()
                        .filter(known -> known.toString().equalsIgnoreCase(name.toString()))
                        .findFirst()
                : Optional.empty();
    }
}

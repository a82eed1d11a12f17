package io.jenkins.plugins.deployer.host;

import java.util.List;
import java.util.Optional;

/**
 * The public keys that a host may show, as a person writes them: lines of a known_hosts file, or no more than
 * {@code TYPE KEY}, as ssh-keyscan shows them after the name and {@code /etc/ssh/ssh_host_*_key.pub} has them. Empty
 * lines and those that begin with {@code #} say nothing.
 */
public record HostKeys(String text) {
    /** None: every host is unknown. */
    public static final HostKeys NONE = new HostKeys("");

    public HostKeys {
        text = text.strip();
    }

    List<String> lines() {
        return text.lines().map(String::strip).toList();
    }

    /** What is wrong with the text, in a sentence; empty if each line can be understood. */
    public Optional<String> problem() {
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty()
                    && !line.startsWith("#")
                    && HostKeyLine.parse(line).isEmpty()) {
                return Optional.of("line " + (i + 1) + " is neither a line of a known_hosts file nor of the form"
                        + " \"ssh-ed25519 AAAA…\"");
            }
        }
        return Optional.empty();
    }

    /** The fingerprints of the keys, as ssh-keygen -l prints them, without the lines that cannot be understood. */
    public List<String> fingerprints() {
        return lines().stream()
                .flatMap(line -> HostKeyLine.parse(line).stream())
                .map(HostKeyLine::described)
                .toList();
    }
}

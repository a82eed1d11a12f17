package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.host.HostKeys;
import java.util.ArrayList;
import java.util.List;

/** Host keys as they are pasted into a form. */
final class HostKeyLines {
    private static final String HOW =
            " Paste what \"ssh-keyscan HOST\" prints, and compare the fingerprint with the one"
                    + " that \"ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\" prints on the host.";

    private HostKeyLines() {}

    /** What is wrong with each line, or the fingerprint of its key. */
    static List<Finding> look(String text) {
        List<Finding> findings = new ArrayList<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("-----")) {
                findings.add(file("Line " + (i + 1)));
                break;
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                findings.add(look("Line " + (i + 1), line));
            }
        }
        return findings;
    }

    private static Finding file(String place) {
        return Finding.error(
                place + " begins a file in PEM form. If it is a private key, do not save it here: whoever may"
                        + " see this page could read it." + HOW);
    }

    private static Finding look(String place, String line) {
        if (line.startsWith("SHA256:") || line.startsWith("MD5:")) {
            return Finding.error(place + " is a fingerprint; the key itself is needed." + HOW);
        }
        if (line.startsWith("@cert-authority")) {
            return Finding.error(place
                    + " names an authority for host certificates, which are not understood; give the host's own key.");
        }
        List<String> fingerprints = new HostKeys(line).fingerprints();
        if (fingerprints.isEmpty()) {
            return Finding.error(
                    place + " is not a host key, or only a part of one: \"[HOST] TYPE KEY\" is expected." + HOW);
        }
        return Finding.ok(fingerprints.get(0) + (line.startsWith("@revoked") ? " is refused" : ""));
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Quoted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Rules that are written in the configuration of the controller. */
final class WrittenRules {
    private static final String PLACE = "the configuration of the controller (" + Policy.CONFIGURATION + " » Rules)";

    private WrittenRules() {}

    /**
     * @param resource a file that a Pipeline asks for, of which there are none here
     * @throws RefusedByRules if there is a resource, or the text has problems: the message has them all
     */
    static RulesAt read(String text, Optional<String> resource) throws RefusedByRules {
        if (resource.isPresent()) {
            throw new RefusedByRules("There are no rules " + Quoted.text(resource.get()) + ": the rules are written in "
                    + PLACE + ", and only of a library can another file be chosen");
        }
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return new RulesAt(CachedRules.parsed(PLACE, "rules", content), "sha256:" + sha256(content), PLACE);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
    }
}

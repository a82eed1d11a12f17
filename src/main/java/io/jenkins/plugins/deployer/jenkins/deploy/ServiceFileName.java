package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of files for services, on any file system: also on one to which {@code Web} and {@code web} are the same. */
final class ServiceFileName {
    private static final int LONGEST = 180;

    private ServiceFileName() {}

    /** Another one for each service; most stay readable. */
    static String of(ServiceOnHost service) {
        String name = service.kind().label() + "-" + escaped(service.name()) + "@" + escaped(service.host());
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 64) + sha256(name);
    }

    private static String escaped(String text) {
        StringBuilder name = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain = character >= 'a' && character <= 'z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || character == '_'
                    || character == '.';
            name.append(plain ? String.valueOf(character) : "%" + HexFormat.of().toHexDigits(octet));
        }
        return name.toString();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.jenkins.plugins.deployer.local.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.kohsuke.github.authorization.AuthorizationProvider;

/**
 * Says who the App is, anew for each request: a JSON web token (RFC 7519) that it signs with its key. GitHub takes none that is
 * valid for more than ten minutes. It is made here because the library would need three more for it.
 */
final class AppIdentity implements AuthorizationProvider {
    private static final Duration DIFFERENCE_OF_CLOCKS = Duration.ofMinutes(1);
    private static final Duration VALID = Duration.ofMinutes(8);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String id;
    private final PrivateKey key;
    private final Clock clock;

    /** @param id of the App: digits, or the client id, which GitHub takes too */
    AppIdentity(String id, PrivateKey key, Clock clock) {
        this.id = id;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public String getEncodedAuthorization() throws IOException {
        Instant now = clock.instant();
        String claims = "{\"iat\":" + now.minus(DIFFERENCE_OF_CLOCKS).getEpochSecond() + ",\"exp\":"
                + now.plus(VALID).getEpochSecond() + ",\"iss\":\"" + id + "\"}";
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        return "Bearer " + signed + "." + BASE64.encodeToString(signature(signed));
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] signature(String text) throws IOException {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IOException("the private key of the GitHub App cannot sign: " + e.getMessage(), e);
        }
    }
}

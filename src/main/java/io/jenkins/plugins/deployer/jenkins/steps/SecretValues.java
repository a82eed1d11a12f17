package io.jenkins.plugins.deployer.jenkins.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The values of the credentials that the rules name as secrets of a build: those of the run's folders and of the
 * controller. A secret text and a secret file stand for themselves, a user with a password for the password.
 */
final class SecretValues {
    private SecretValues() {}

    /** Those that are there, by their ids. */
    static Map<String, byte[]> of(Run<?, ?> run, List<BuildSecret> secrets) throws IOException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (BuildSecret secret : secrets) {
            if (secret.source() instanceof BuildSecret.Credential credential) {
                Optional<StandardCredentials> found = find(run, credential.id());
                if (found.isPresent()) {
                    values.put(credential.id(), value(found.get()));
                    CredentialsProvider.track(run, found.get());
                }
            }
        }
        return values;
    }

    private static Optional<StandardCredentials> find(Run<?, ?> run, String id) {
        for (Class<? extends StandardCredentials> type :
                List.of(StringCredentials.class, FileCredentials.class, StandardUsernamePasswordCredentials.class)) {
            IdCredentials found =
                    CredentialsProvider.findCredentialByIdInItem(id, type, run.getParent(), ACL.SYSTEM2, List.of());
            if (found instanceof StandardCredentials credentials) {
                return Optional.of(credentials);
            }
        }
        return Optional.empty();
    }

    private static byte[] value(StandardCredentials credentials) throws IOException {
        if (credentials instanceof FileCredentials file) {
            try (InputStream content = file.getContent()) {
                return content.readAllBytes();
            }
        }
        String text = credentials instanceof StringCredentials secret
                ? secret.getSecret().getPlainText()
                : ((StandardUsernamePasswordCredentials) credentials)
                        .getPassword()
                        .getPlainText();
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

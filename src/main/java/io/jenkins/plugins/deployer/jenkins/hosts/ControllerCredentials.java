package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.security.ACL;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/** The credentials of the controller itself, of scope {@code System} or {@code Global}, whoever asks. */
public final class ControllerCredentials {
    private ControllerCredentials() {}

    /** @param fits since several of different types may have one id */
    public static Optional<StandardCredentials> find(String id, Predicate<StandardCredentials> fits) {
        List<StandardCredentials> all = CredentialsProvider.lookupCredentialsInItemGroup(
                StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
        return CredentialsMatchers.filter(all, CredentialsMatchers.withId(id)).stream()
                .filter(fits)
                .findFirst();
    }
}

package io.jenkins.plugins.deployer.jenkins.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Credentials of the controller itself, which jobs cannot use when their scope is {@code System}, of the types that one
 * field of a form takes.
 */
final class ConfiguredCredentials {
    private final CredentialsMatcher matcher;

    private ConfiguredCredentials(CredentialsMatcher matcher) {
        this.matcher = matcher;
    }

    static ConfiguredCredentials of(List<Class<? extends StandardCredentials>> types) {
        return new ConfiguredCredentials(CredentialsMatchers.anyOf(
                types.stream().map(CredentialsMatchers::instanceOf).toArray(CredentialsMatcher[]::new)));
    }

    /** What to choose from; for others than administrators only what is chosen already. */
    ListBoxModel choices(String current, List<DomainRequirement> requirements) {
        if (!AdministratorsOnly.areHere()) {
            return new StandardListBoxModel().includeCurrentValue(current);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, requirements, matcher)
                .includeCurrentValue(current);
    }

    /** Whether there are such credentials; an empty id is nothing to worry about. */
    Finding look(String id) {
        if (id.isBlank() || exist(id.strip())) {
            return Finding.NOTHING;
        }
        return Finding.error("There are no credentials \"" + id.strip() + "\" of the right kind on this controller.");
    }

    private boolean exist(String id) {
        return !CredentialsProvider.listCredentialsInItemGroup(
                        StandardCredentials.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        List.of(),
                        CredentialsMatchers.allOf(CredentialsMatchers.withId(id), matcher))
                .isEmpty();
    }
}

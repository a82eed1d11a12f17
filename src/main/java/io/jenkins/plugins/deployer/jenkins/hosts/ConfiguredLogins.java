package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.RegistryAccess;
import java.io.IOException;
import java.util.Optional;

/** Logs in to registries as the global configuration says, with credentials of the controller as they are now. */
public final class ConfiguredLogins implements Logins {
    @Override
    public Optional<Login> find(String registry) throws IOException {
        Optional<RegistryAccess> access = access(registry);
        if (access.isEmpty()) {
            return Optional.empty();
        }
        StandardUsernamePasswordCredentials credentials = credentials(access.get())
                .orElseThrow(() -> new IOException("there are no credentials \""
                        + access.get().getCredentialsId()
                        + "\" with a user name and a password on this controller; give others to "
                        + ConfigurationPlace.ofRegistry(registry)));
        return Optional.of(
                new Login(credentials.getUsername(), credentials.getPassword().getPlainText()));
    }

    @Override
    public String remedy(String registry) {
        return (access(registry).isPresent() ? "give other credentials to " : "give credentials to ")
                + ConfigurationPlace.ofRegistry(registry);
    }

    /** Notes that a run uses what is configured for a registry. Saves a file; call it once for each use by a run. */
    public void track(Run<?, ?> run, String registry) {
        access(registry)
                .flatMap(ConfiguredLogins::credentials)
                .ifPresent(credentials -> CredentialsProvider.track(run, credentials));
    }

    private static Optional<RegistryAccess> access(String registry) {
        return DeployerConfiguration.get().registry(registry).filter(access -> !access.getCredentialsId()
                .isEmpty());
    }

    private static Optional<StandardUsernamePasswordCredentials> credentials(RegistryAccess access) {
        Optional<StandardCredentials> found = ControllerCredentials.find(
                access.getCredentialsId(), StandardUsernamePasswordCredentials.class::isInstance);
        return found.map(StandardUsernamePasswordCredentials.class::cast);
    }
}

package io.jenkins.plugins.deployer.jenkins.hosts;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.jenkins.configuration.HostCredentials;
import java.util.Optional;

/** Makes logins of a type of credentials that another plugin brings. */
public interface OtherCredentials extends HostCredentials {
    /**
     * A login with credentials; empty if they are of another type.
     *
     * @param place where a person changes them, for sentences
     * @throws EngineException if they cannot be understood
     */
    Optional<HostLogin> login(StandardCredentials credentials, String place) throws EngineException;
}

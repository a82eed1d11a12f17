package io.jenkins.plugins.deployer.jenkins.hosts.docker;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.jenkins.hosts.OtherCredentials;
import java.util.Optional;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Certificates for an engine as {@code withDockerServer} takes them. */
@OptionalExtension(requirePlugins = "docker-commons")
public final class DockerServerLogins implements OtherCredentials {
    @Override
    public Class<? extends StandardCredentials> type() {
        return DockerServerCredentials.class;
    }

    @Override
    public Optional<HostLogin> login(StandardCredentials credentials, String place) throws EngineException {
        if (!(credentials instanceof DockerServerCredentials certificates)) {
            return Optional.empty();
        }
        Optional<String> key =
                Optional.ofNullable(certificates.getClientKeySecret()).map(Secret::getPlainText);
        return Optional.of(CertificateLogin.ofPem(
                text(certificates.getServerCaCertificate()),
                text(certificates.getClientCertificate()),
                key.flatMap(DockerServerLogins::text),
                place));
    }

    private static Optional<String> text(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}

package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.image.EngineLogin;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The header that tells an engine who we are at a registry; none if we are nobody there. */
final class RegistryAuth {
    private RegistryAuth() {}

    static Map<String, String> header(Logins logins, ImageName image) throws IOException, InterruptedException {
        Optional<Login> login = logins.find(image.registry());
        return login.isEmpty() ? Map.of() : Map.of(EngineLogin.HEADER, EngineLogin.value(image.registry(), login));
    }
}

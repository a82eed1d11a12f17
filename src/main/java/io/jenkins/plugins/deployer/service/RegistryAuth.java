package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The header that tells an engine who we are at a registry (Engine API, "Authentication"). */
final class RegistryAuth {
    private RegistryAuth() {}

    static Map<String, String> header(Logins logins, ImageName image) throws IOException, InterruptedException {
        Optional<Login> login = logins.find(image.registry());
        if (login.isEmpty()) {
            return Map.of();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (login.get().isIdentityToken()) {
            json.put("identitytoken", login.get().password());
        } else {
            json.put("username", login.get().user());
            json.put("password", login.get().password());
        }
        json.put("serveraddress", image.registry());
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(bytes));
    }
}

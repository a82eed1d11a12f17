package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How a Docker engine is told who it is at a registry, when it pulls for us (Docker Engine API, "Authentication"). */
public final class EngineLogin {
    /** The name of the request header. */
    public static final String HEADER = "X-Registry-Auth";

    private static final JsonMapper JSON = new JsonMapper();

    private EngineLogin() {}

    /**
     * The value of the header. It holds the password: never log it.
     *
     * @param registry as in {@code ImageName.registry()}
     * @param login empty to pull as nobody
     */
    public static String value(String registry, Optional<Login> login) {
        ObjectNode json = JSON.createObjectNode();
        login.ifPresent(known -> {
            if (known.isIdentityToken()) {
                json.put("identitytoken", known.password());
            } else {
                json.put("username", known.user());
                json.put("password", known.password());
            }
            json.put("serveraddress", new RegistryAddress(registry).loginKey());
        });
        try {
            String text = JSON.writeValueAsString(json);
            return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings can be written", e);
        }
    }
}

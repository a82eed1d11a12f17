package io.jenkins.plugins.deployer.host;

import java.util.List;
import java.util.Optional;

/**
 * A login by SSH.
 *
 * @param user for endpoints that name none
 * @param keys in the order to try
 * @param hostKeys what the host may show
 * @param place where a person changes all this, for sentences
 */
public record KeyLogin(Optional<String> user, List<SshKey> keys, HostKeys hostKeys, String place)
        implements HostLogin.Given {
    public KeyLogin {
        user = user.filter(name -> !name.isEmpty());
        keys = List.copyOf(keys);
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.User;
import hudson.security.AccessControlled;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who may deploy, as permissions are granted now. */
final class Deployers {
    private Deployers() {}

    /**
     * Whether somebody has Deployer/Deploy.
     *
     * @param where on a job, or on Jenkins
     * @param userId empty for somebody who is not logged in
     */
    static boolean are(AccessControlled where, Optional<String> userId) {
        Optional<Authentication> user =
                userId.isEmpty() ? Optional.of(Jenkins.ANONYMOUS2) : userId.flatMap(Deployers::authentication);
        return user.isPresent() && where.getACL().hasPermission2(user.get(), DeployerPermissions.DEPLOY);
    }

    private static Optional<Authentication> authentication(String userId) {
        User user = User.getById(userId, false);
        try {
            return user == null ? Optional.empty() : Optional.of(user.impersonate2());
        } catch (UsernameNotFoundException e) {
            return Optional.empty();
        }
    }
}

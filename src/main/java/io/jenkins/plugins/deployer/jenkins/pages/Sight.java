package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * What whoever asks may see and do: a service as its permission on the job that last deployed it says, and what no job has
 * deployed as its permission on Jenkins says. For one request.
 */
final class Sight {
    private final Authentication who = Jenkins.getAuthentication2();
    private final Permission permission;
    private final boolean everywhere;
    private final Map<String, Boolean> jobs = new HashMap<>();

    private Sight(Permission permission) {
        this.permission = permission;
        this.everywhere = Jenkins.get().getACL().hasPermission2(who, permission);
    }

    /** Of whom this thread serves. */
    static Sight toView() {
        return new Sight(DeployerPermissions.VIEW);
    }

    /** What whom this thread serves may do. */
    static Sight toDeploy() {
        return new Sight(DeployerPermissions.DEPLOY);
    }

    /** What belongs to no job. */
    boolean covers() {
        return everywhere;
    }

    boolean covers(ServiceRow row) {
        return row.job().map(this::covers).orElse(everywhere);
    }

    /** A job that is no longer there is nobody's. */
    private boolean covers(String job) {
        return jobs.computeIfAbsent(job, name -> item(name)
                .map(item -> item.getACL().hasPermission2(who, permission))
                .orElse(everywhere));
    }

    @SuppressWarnings("try")
    /** An item, whoever asks. */
    static Optional<Item> item(String fullName) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            return Optional.ofNullable(Jenkins.get().getItemByFullName(fullName));
        }
    }

    /** An item, for who may read it. */
    static Optional<Item> readable(String fullName) {
        return item(fullName).filter(item -> item.hasPermission(Item.READ));
    }
}

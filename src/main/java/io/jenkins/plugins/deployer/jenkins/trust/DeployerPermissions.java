package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;

/**
 * The permissions {@code Deployer/View} and {@code Deployer/Deploy}. For a service they are checked on the job that last
 * deployed it; for hosts and for somebody else's images, which no job has, on Jenkins.
 */
public final class DeployerPermissions {
    /** The group as it is shown to who grants permissions. */
    public static final PermissionGroup GROUP =
            new PermissionGroup("Deployer", DeployerPermissions.class, Messages._DeployerPermissions_group());

    private static final PermissionScope[] SCOPES = {
        PermissionScope.JENKINS, PermissionScope.ITEM_GROUP, PermissionScope.ITEM
    };

    /** See what is live. Whoever may read a job has it there: nothing is shown that the job's own log does not say. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._DeployerPermissions_view(), Item.READ, true, SCOPES);

    /** Redeploy, roll back, and deploy by replaying a run. Nobody has it but administrators, until it is granted. */
    public static final Permission DEPLOY =
            new Permission(GROUP, "Deploy", Messages._DeployerPermissions_deploy(), Jenkins.ADMINISTER, true, SCOPES);

    private DeployerPermissions() {}

    /** Makes them known before configuration that grants them is loaded. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        VIEW.getEnabled();
        DEPLOY.getEnabled();
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.Permission;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployerPermissionsTest {
    private static boolean may(String user, Permission permission, Item item) {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            assertThat(as).isNotNull();
            return item == null ? Jenkins.get().hasPermission(permission) : item.hasPermission(permission);
        }
    }

    @Test
    void they_are_there_to_be_granted(JenkinsRule jenkins) {
        for (Permission permission : new Permission[] {DeployerPermissions.VIEW, DeployerPermissions.DEPLOY}) {
            assertThat(Permission.getAll()).contains(permission);
            assertThat(Permission.fromId(permission.getId())).isSameAs(permission);
            assertThat(permission.getEnabled()).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.JENKINS)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM_GROUP)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM)).isTrue();
            assertThat(permission.description.toString()).isNotBlank().doesNotContain("DeployerPermissions");
        }
        assertThat(DeployerPermissions.GROUP.title).hasToString("Deployer");
        assertThat(DeployerPermissions.GROUP.getPermissions())
                .containsExactlyInAnyOrder(DeployerPermissions.VIEW, DeployerPermissions.DEPLOY);
    }

    @Test
    void who_may_read_a_job_sees_its_deployments_and_only_who_was_granted_it_deploys(JenkinsRule jenkins)
            throws Exception {
        FreeStyleProject mine = jenkins.createFreeStyleProject("mine");
        FreeStyleProject other = jenkins.createFreeStyleProject("other");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.CONFIGURE, Item.BUILD)
                .onItems(mine)
                .to("developer")
                .grant(DeployerPermissions.DEPLOY)
                .onItems(mine)
                .to("deployer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        assertThat(may("developer", DeployerPermissions.VIEW, mine)).isTrue();
        assertThat(may("developer", DeployerPermissions.VIEW, other)).isFalse();
        assertThat(may("developer", DeployerPermissions.VIEW, null)).isFalse();
        assertThat(may("developer", DeployerPermissions.DEPLOY, mine)).isFalse();
        assertThat(may("deployer", DeployerPermissions.DEPLOY, mine)).isTrue();
        assertThat(may("deployer", DeployerPermissions.DEPLOY, other)).isFalse();
        assertThat(may("deployer", DeployerPermissions.DEPLOY, null)).isFalse();
        assertThat(may("admin", DeployerPermissions.VIEW, null)).isTrue();
        assertThat(may("admin", DeployerPermissions.DEPLOY, other)).isTrue();
    }
}

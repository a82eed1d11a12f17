package io.jenkins.plugins.deployer.jenkins.trust;

import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** The texts of Messages.properties, in the language of who reads them. */
final class Messages {
    private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Messages.class);

    private Messages() {}

    static Localizable _DeployerPermissions_group() {
        return new Localizable(TEXTS, "DeployerPermissions.group");
    }

    static Localizable _DeployerPermissions_view() {
        return new Localizable(TEXTS, "DeployerPermissions.view");
    }

    static Localizable _DeployerPermissions_deploy() {
        return new Localizable(TEXTS, "DeployerPermissions.deploy");
    }
}

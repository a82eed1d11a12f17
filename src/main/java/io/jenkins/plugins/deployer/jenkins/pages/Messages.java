package io.jenkins.plugins.deployer.jenkins.pages;

import org.jvnet.localizer.ResourceBundleHolder;

/** The texts of Messages.properties, in the language of who reads them. */
final class Messages {
    private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Messages.class);

    private Messages() {}

    static String noJob(Object service) {
        return TEXTS.format("noJob", service);
    }

    static String noDeployment(Object service) {
        return TEXTS.format("noDeployment", service);
    }

    static String rules() {
        return TEXTS.format("rules");
    }
}

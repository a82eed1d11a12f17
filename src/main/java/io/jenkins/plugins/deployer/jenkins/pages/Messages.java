package io.jenkins.plugins.deployer.jenkins.pages;

import org.jvnet.localizer.ResourceBundleHolder;

/** The texts of Messages.properties, in the language of who reads them. */
final class Messages {
    private static final ResourceBundleHolder TEXTS = ResourceBundleHolder.get(Messages.class);

    private Messages() {}

    static String rules() {
        return TEXTS.format("rules");
    }
}

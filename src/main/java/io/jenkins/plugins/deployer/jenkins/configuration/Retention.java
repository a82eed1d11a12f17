package io.jenkins.plugins.deployer.jenkins.configuration;

/** How many deployments are kept, as it is typed into a form. */
final class Retention {
    private Retention() {}

    static Finding look(String text) {
        try {
            return Integer.parseInt(text.strip()) > 0
                    ? Finding.NOTHING
                    : Finding.error("Keep at least one deployment of each service.");
        } catch (NumberFormatException e) {
            return Finding.error("This is how many deployments of each service are kept: a number from 1 on.");
        }
    }
}

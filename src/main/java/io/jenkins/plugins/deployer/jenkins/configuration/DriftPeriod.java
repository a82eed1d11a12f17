package io.jenkins.plugins.deployer.jenkins.configuration;

/** How often to look for drift, in minutes, as it is typed into a form. */
final class DriftPeriod {
    private DriftPeriod() {}

    static Finding look(String text) {
        if (text.isBlank()) {
            return Finding.NOTHING;
        }
        try {
            return Integer.parseInt(text.strip()) >= 0
                    ? Finding.NOTHING
                    : Finding.error("Look for drift every so many minutes, or 0 for never.");
        } catch (NumberFormatException e) {
            return Finding.error("This is after how many minutes to look again: a number, or 0 for never.");
        }
    }
}

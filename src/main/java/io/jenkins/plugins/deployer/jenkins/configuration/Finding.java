package io.jenkins.plugins.deployer.jenkins.configuration;

/**
 * What looking at a value of the configuration has shown.
 *
 * @param sentence for the person who typed it; empty if there is nothing to say
 */
record Finding(Level level, String sentence) {
    enum Level {
        OK,
        WARNING,
        ERROR
    }

    /** Fine, and not worth a word. */
    static final Finding NOTHING = ok("");

    static Finding ok(String sentence) {
        return new Finding(Level.OK, sentence);
    }

    /** May be meant so, or may become right by itself. */
    static Finding warning(String sentence) {
        return new Finding(Level.WARNING, sentence);
    }

    /** Will not work. */
    static Finding error(String sentence) {
        return new Finding(Level.ERROR, sentence);
    }
}

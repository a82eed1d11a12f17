package io.jenkins.plugins.deployer.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a Docker program.
 *
 * @param text as the program says it, for example {@code 20.10.24+dfsg1}
 */
record DockerVersion(String text) {
    private static final Pattern MAJOR = Pattern.compile("v?(\\d{1,6})(\\..*)?");

    /** The first number. A build of one's own that has none, such as {@code dev}, counts as the newest. */
    int major() {
        Matcher matcher = MAJOR.matcher(text);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return text;
    }
}

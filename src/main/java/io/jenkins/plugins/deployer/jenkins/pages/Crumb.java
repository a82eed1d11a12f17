package io.jenkins.plugins.deployer.jenkins.pages;

/**
 * Names among the breadcrumbs. Where there is no room for one of more than 26 letters, Jenkins 2.541 shows it as HTML, escaped
 * by nobody, when somebody points at it.
 */
final class Crumb {
    private Crumb() {}

    /** The name, with nothing in it that could begin an element. */
    static String of(String name) {
        return name.replace('<', '\u2039');
    }
}

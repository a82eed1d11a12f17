package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.List;

/** Where the rules are in a library, as it is typed into a form. */
final class ResourcePath {
    private static final String RESOURCES = "resources/";

    private ResourcePath() {}

    static Finding look(String path) {
        String given = path.strip();
        if (given.isEmpty()) {
            return Finding.ok("Left empty, it is " + LibraryRules.DEFAULT_RESOURCE + ".");
        }
        if (given.startsWith("/") || given.contains("\\")) {
            return Finding.error("Give the path below the library's resources directory, with / between its parts, such"
                    + " as " + LibraryRules.DEFAULT_RESOURCE + ".");
        }
        boolean plain = List.of(given.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            return Finding.error("The path must not have empty parts, \".\" or \"..\".");
        }
        if (given.startsWith(RESOURCES)) {
            return Finding.warning("The path begins below resources, so this means resources/" + given
                    + ". Did you mean " + given.substring(RESOURCES.length()) + "?");
        }
        return Finding.NOTHING;
    }
}

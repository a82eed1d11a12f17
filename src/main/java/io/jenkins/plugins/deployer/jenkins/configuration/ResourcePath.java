package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the rules are in a library, as it is typed into a form. */
final class ResourcePath {
    private static final String RESOURCES = "resources/";
    private static final int LONGEST = 200;

    /** What reading the rules accepts, too. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

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
        boolean plain = given.length() <= LONGEST
                && Stream.of(given.split("/", -1))
                        .allMatch(part -> PART.matcher(part).matches());
        if (!plain) {
            return Finding.error(
                    "Each part of the path is of letters, digits, \"_\", \".\", \"+\" and \"-\", and begins with"
                            + " one of the first three; all together are at most " + LONGEST + " characters.");
        }
        if (given.startsWith(RESOURCES)) {
            return Finding.warning("The path begins below resources, so this means resources/" + given
                    + ". Did you mean " + given.substring(RESOURCES.length()) + "?");
        }
        return Finding.NOTHING;
    }
}

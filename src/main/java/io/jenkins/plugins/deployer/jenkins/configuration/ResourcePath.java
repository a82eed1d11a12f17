package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the rules are in a library, as it is typed into a form or written in a Pipeline. */
public final class ResourcePath {
    private static final String RESOURCES = "resources/";
    private static final int LONGEST = 200;

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    private ResourcePath() {}

    /** Whether it is plainly a path below {@code resources}, whoever wrote it. */
    public static boolean isPlain(String path) {
        return path.length() <= LONGEST
                && Stream.of(path.split("/", -1))
                        .allMatch(part -> PART.matcher(part).matches());
    }

    static Finding look(String path) {
        String given = path.strip();
        if (given.isEmpty()) {
            return Finding.ok("Left empty, it is " + LibraryRules.DEFAULT_RESOURCE + ".");
        }
        if (given.startsWith("/") || given.contains("\\")) {
            return Finding.error("Give the path below the library's resources directory, with / between its parts, such"
                    + " as " + LibraryRules.DEFAULT_RESOURCE + ".");
        }
        if (!isPlain(given)) {
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

package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.Collection;
import java.util.List;

/**
 * The folders whose jobs may deploy. A folder covers itself and everything below it; letters, and upper and lower case,
 * mean themselves only, so there are no wildcards. An empty list covers nothing.
 *
 * @param names full names, such as {@code team/services}, without a slash at either end
 */
public record ListedFolders(List<String> names) {
    public ListedFolders {
        names = names.stream()
                .flatMap(String::lines)
                .map(ListedFolders::trimmed)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The folders of a text: one per line, blank lines passed over. */
    public static ListedFolders of(Collection<String> texts) {
        return new ListedFolders(List.copyOf(texts));
    }

    private static String trimmed(String line) {
        String name = line.strip();
        int start = 0;
        int end = name.length();
        while (start < end && name.charAt(start) == '/') {
            start++;
        }
        while (end > start && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(start, end);
    }

    /** @param fullName of a job, a multibranch project or a folder */
    public boolean cover(String fullName) {
        return names.stream().anyMatch(name -> fullName.equals(name) || fullName.startsWith(name + "/"));
    }
}

package io.jenkins.plugins.deployer.source;

import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the lines of {@code git ls-remote --symref}. A line that is none of ours, such as a warning, is skipped. */
final class Advertisement {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{40}|[0-9a-f]{64})\t(\\S.*)");
    private static final Pattern SYMBOLIC = Pattern.compile("ref: refs/heads/(.+)\tHEAD");
    private static final Pattern CHANGE_REQUEST =
            Pattern.compile("refs/(?:pull|merge-requests)/([1-9][0-9]{0,8})/head");
    private static final String PEELED = "^{}";

    private Optional<String> defaultBranch = Optional.empty();
    private final TreeMap<String, String> branches = new TreeMap<>();
    private final TreeMap<String, String> tags = new TreeMap<>();
    private final TreeMap<Integer, String> changeRequests = new TreeMap<>();

    void add(String line) {
        Matcher symbolic = SYMBOLIC.matcher(line);
        if (symbolic.matches()) {
            defaultBranch = Optional.of(symbolic.group(1));
        }
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            add(matcher.group(2), matcher.group(1));
        }
    }

    private void add(String reference, String id) {
        Matcher changeRequest = CHANGE_REQUEST.matcher(reference);
        if (reference.startsWith("refs/heads/")) {
            branches.put(reference.substring("refs/heads/".length()), id);
        } else if (reference.startsWith("refs/tags/")) {
            String name = reference.substring("refs/tags/".length());
            // The peeled line of an annotated tag comes after the tag's own and wins.
            tags.put(name.endsWith(PEELED) ? name.substring(0, name.length() - PEELED.length()) : name, id);
        } else if (changeRequest.matches()) {
            changeRequests.put(Integer.valueOf(changeRequest.group(1)), id);
        }
    }

    Optional<String> branch(String name) {
        return Optional.ofNullable(branches.get(name));
    }

    Heads heads() {
        return new Heads(defaultBranch, branches, tags, changeRequests);
    }
}

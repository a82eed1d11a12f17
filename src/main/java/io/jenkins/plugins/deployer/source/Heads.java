package io.jenkins.plugins.deployer.source;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the heads of a repository point at, as its server tells it; commits are full ids.
 *
 * @param defaultBranch the branch that a clone checks out; empty for an empty repository
 * @param branches commits by the branch's name without {@code refs/heads/}
 * @param tags commits by the tag's name without {@code refs/tags/}; annotated tags are followed to what they name
 * @param changeRequests commits by the number of the pull request (GitHub's {@code refs/pull/N/head}) or merge request
 *     (GitLab's {@code refs/merge-requests/N/head}). Servers list closed ones too.
 */
public record Heads(
        Optional<String> defaultBranch,
        SortedMap<String, String> branches,
        SortedMap<String, String> tags,
        NavigableMap<Integer, String> changeRequests) {
    public Heads {
        branches = Collections.unmodifiableSortedMap(new TreeMap<>(branches));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        changeRequests = Collections.unmodifiableNavigableMap(new TreeMap<>(changeRequests));
    }
}

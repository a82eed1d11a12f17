package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The content of one rules file: which repositories are built, how, and what runs where.
 *
 * <p>Values of this package are immutable and complete: defaults are filled in and every name refers to
 * something that exists, because {@link RulesReader} reports everything else as a problem.
 *
 * @param forge where {@code OWNER/REPO} names live, for example {@code https://github.com}
 * @param defaults what builds get that do not say otherwise
 * @param agents the Jenkins label expression of the agents that build for an architecture
 * @param hosts the hosts by name, in the order of the file
 * @param repositories the repositories by name, in the order of the file
 * @param images somebody else's images that are kept up to date
 */
public record Rules(
        URI forge,
        Defaults defaults,
        Map<Architecture, String> agents,
        Map<String, Host> hosts,
        Map<RepositoryName, Repository> repositories,
        List<FollowedImage> images) {}

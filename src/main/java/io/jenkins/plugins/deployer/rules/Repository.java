package io.jenkins.plugins.deployer.rules;

import java.util.List;

/**
 * One repository of the rules.
 *
 * @param name its name on the forge
 * @param builds what is built from it, in the order of the file
 */
public record Repository(RepositoryName name, List<Build> builds) {}

package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.jenkins.configuration.ResourcePath;
import io.jenkins.plugins.deployer.rules.Quoted;

/** The path of a rules file below the {@code resources} of a library. */
final class RulesPath {
    private RulesPath() {}

    /**
     * @return the path as it was given
     * @throws RefusedByRules if it is not plainly one below {@code resources}: a Pipeline may have written it
     */
    static String checked(String path) throws RefusedByRules {
        if (!ResourcePath.isPlain(path)) {
            throw new RefusedByRules("The rules cannot be " + Quoted.text(path)
                    + ": name a file below the resources of the configured library, such as"
                    + " \"deployer/rules.yaml\"");
        }
        return path;
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Quoted;
import java.util.regex.Pattern;

/** The path of a rules file below the {@code resources} of a library. */
final class RulesPath {
    private static final int LONGEST = 200;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");

    private RulesPath() {}

    /**
     * @return the path as it was given
     * @throws RefusedByRules if it is not plainly one below {@code resources}: a Pipeline may have written it
     */
    static String checked(String path) throws RefusedByRules {
        boolean plain = path.length() <= LONGEST;
        for (String part : path.split("/", -1)) {
            plain &= PART.matcher(part).matches();
        }
        if (!plain) {
            throw new RefusedByRules("The rules cannot be " + Quoted.text(path)
                    + ": name a file below the resources of the configured library, such as"
                    + " \"deployer/rules.yaml\"");
        }
        return path;
    }
}

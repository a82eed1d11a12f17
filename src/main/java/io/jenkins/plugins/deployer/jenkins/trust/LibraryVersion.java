package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Quoted;
import java.util.Optional;

/** How the configuration of a Pipeline library says where in a repository it is. */
final class LibraryVersion {
    private LibraryVersion() {}

    /** Whether a branch specifier of "Legacy SCM" checks out just the library's version. */
    static boolean isBranchSpec(String spec, String library, String version) {
        String named = spec.replace("${library." + library + ".version}", version);
        return named.equals(version)
                || named.equals("*/" + version)
                || named.equals("origin/" + version)
                || named.equals("refs/heads/" + version)
                || named.equals("refs/tags/" + version);
    }

    /**
     * The directory of the library in its repository, with a slash at its end unless it is the top.
     *
     * @throws RefusedByRules if it leads out of the repository
     */
    static String directory(Optional<String> libraryPath) throws RefusedByRules {
        StringBuilder directory = new StringBuilder();
        for (String part : libraryPath.orElse("").split("/")) {
            if (part.equals("..") || part.contains("\\")) {
                throw new RefusedByRules("The library path " + Quoted.text(libraryPath.orElse(""))
                        + " leads out of the library's repository");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                directory.append(part).append('/');
            }
        }
        return directory.toString();
    }
}

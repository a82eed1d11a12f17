package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.Optional;
import jenkins.scm.api.SCMNavigator;

/** Knows whose repositories an organisation folder finds, so that it need not look when others have changed. */
public abstract class FolderOwner implements ExtensionPoint {
    /** The owner of all repositories that a navigator finds, in any case of letters; empty if that is not known. */
    public abstract Optional<String> of(SCMNavigator navigator);

    /** Whether a navigator might find a repository of an owner. */
    static boolean mayFind(SCMNavigator navigator, String owner) {
        return ExtensionList.lookup(FolderOwner.class).stream()
                .flatMap(known -> known.of(navigator).stream())
                .allMatch(owner::equalsIgnoreCase);
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.configuration.LibraryRules;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesSource;
import java.io.IOException;
import java.util.Optional;

/**
 * The rules as the administrator configured them, and as no Pipeline can: those of a global library are read from its SCM at
 * its default version, by the controller. A Pipeline may load the library at another version; that changes nothing here.
 */
@Extension
public final class TrustedRules {
    private static final String WHERE = Policy.CONFIGURATION + " » Rules";

    private final CachedRules cache = new CachedRules(System::nanoTime);

    public static TrustedRules get() {
        return ExtensionList.lookupSingleton(TrustedRules.class);
    }

    /**
     * Reads the rules, and fills in what the configuration says where they say nothing. Asks the SCM at most every few
     * seconds and then takes as long as that; not for a CPS VM thread.
     *
     * @param resource another file below the {@code resources} of the configured library; empty: the configured one
     * @throws Refused if none are configured, or they cannot be used; the message has every problem
     * @throws IOException if they cannot be read now; old ones are not used instead
     */
    @SuppressWarnings("try")
    public RulesAt read(Optional<String> resource) throws IOException, InterruptedException {
        DeployerConfiguration configuration = DeployerConfiguration.get();
        RulesSource source = configuration
                .rulesSource()
                .orElseThrow(() -> new Refused("There are no rules yet; say where they are in " + WHERE));
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            RulesAt read = read(source, resource);
            return new RulesAt(configuration.complete(read.rules()), read.revision(), read.place());
        } catch (RefusedByRules e) {
            throw new Refused(e.getMessage() + "\nThe place of the rules is configured in " + WHERE, e.problems());
        }
    }

    private RulesAt read(RulesSource source, Optional<String> resource)
            throws IOException, InterruptedException, RefusedByRules {
        if (source instanceof LibraryRules library) {
            return cache.read(GlobalLibrary.named(library.getLibrary()), resource.orElse(library.getResource()));
        }
        if (source instanceof InlineRules inline) {
            return WrittenRules.read(inline.getYaml(), resource);
        }
        throw new RefusedByRules(
                "Rules cannot be read from a " + source.getClass().getName());
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.LibraryRules;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.report.Brief;
import io.jenkins.plugins.deployer.report.RulesCheck;
import io.jenkins.plugins.deployer.rules.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;

/**
 * A commit of the repository that the rules are read from, which is not the version that counts: a pull request, or another
 * branch. Its files are looked at, and that is all: nothing of them is executed, and nothing of them says what may be
 * deployed.
 */
public final class LibraryChange {
    /** As much as one file before and after may have, and a little. */
    private static final int MOST_BYTES = 40 << 20;

    private final GlobalLibrary library;
    private final String resource;
    private final SCMSource source;
    private final SCMRevision revision;

    private LibraryChange(GlobalLibrary library, String resource, SCMSource source, SCMRevision revision) {
        this.library = library;
        this.resource = resource;
        this.source = source;
        this.revision = revision;
    }

    /** Whether a branch source finds the heads of the repository that the configured rules are read from. Answers at once. */
    public static boolean isOfLibrary(SCMSource source) {
        Optional<String> remote = BranchSources.of(source).map(sources -> sources.remote(source));
        Optional<String> rules = library().flatMap(GlobalLibrary::remote);
        return remote.isPresent() && rules.isPresent() && SameRepository.isOne(remote.get(), rules.get());
    }

    /** What a run builds, if it is that; empty also as long as Jenkins does not know the commit. Answers at once. */
    public static Optional<LibraryChange> of(Run<?, ?> run) {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        if (source == null || head == null || !isOfLibrary(source)) {
            return Optional.empty();
        }
        GlobalLibrary library = library().orElseThrow();
        Optional<Head> known = BranchSources.of(source).flatMap(sources -> sources.head(source, head));
        boolean counts = known.map(Head::name).equals(library.defaultVersion());
        SCMRevision revision = SCMRevisionAction.getRevision(source, run);
        return counts || revision == null
                ? Optional.empty()
                : Optional.of(new LibraryChange(library, rules().orElseThrow().getResource(), source, revision));
    }

    private static Optional<LibraryRules> rules() {
        return DeployerConfiguration.get()
                .rulesSource()
                .filter(LibraryRules.class::isInstance)
                .map(LibraryRules.class::cast);
    }

    private static Optional<GlobalLibrary> library() {
        return rules().flatMap(rules -> {
            try {
                return Optional.of(GlobalLibrary.named(rules.getLibrary()));
            } catch (RefusedByRules e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Reads the files of both, and compares them. Asks the SCM, which takes seconds or, if it hangs, longer.
     *
     * @throws IOException if one of them cannot be read now
     * @throws RefusedByRules if there is no version that counts
     */
    @SuppressWarnings("try")
    public RulesCheck check() throws IOException, InterruptedException, RefusedByRules {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            RulesPlace.Version base = library.current();
            List<RulesCheck.File> files;
            try (LibraryFiles before = library.files(base);
                    LibraryFiles after = library.files(source, revision)) {
                files = files(before, after);
            }
            String title = Quoted.text(library.defaultVersion().orElse("")) + " at " + Brief.commit(base.revision());
            return RulesCheck.of(title, files, DeployerConfiguration.get()::complete);
        }
    }

    /** The configured one, and those beside it, as Pipelines may choose them. */
    private List<RulesCheck.File> files(LibraryFiles before, LibraryFiles after)
            throws IOException, InterruptedException, RefusedByRules {
        Set<String> resources = new TreeSet<>(before.beside(resource));
        resources.addAll(after.beside(resource));
        resources.remove(resource);
        List<String> all = new ArrayList<>(List.of(resource));
        all.addAll(resources);
        List<RulesCheck.File> files = new ArrayList<>();
        long bytes = 0;
        for (String one : all) {
            RulesCheck.File file =
                    new RulesCheck.File(before.path(one), one.equals(resource), before.read(one), after.read(one));
            bytes += length(file.before()) + length(file.after());
            if (bytes > MOST_BYTES) {
                throw new RefusedByRules("the YAML files beside " + before.path(resource) + " have more than "
                        + (MOST_BYTES >> 20) + " MiB in both versions together, which is too much to compare");
            }
            files.add(file);
        }
        return files;
    }

    private static int length(Optional<byte[]> content) {
        return content.map(bytes -> bytes.length).orElse(0);
    }
}

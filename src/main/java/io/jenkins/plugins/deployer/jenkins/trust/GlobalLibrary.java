package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.scm.SCM;
import hudson.util.LogTaskListener;
import io.jenkins.plugins.deployer.rules.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.libs.SCMBasedRetriever;
import org.jenkinsci.plugins.workflow.libs.SCMRetriever;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;

/** A trusted library of the global configuration, at its default version. */
final class GlobalLibrary implements RulesPlace {
    private static final Logger LOGGER = Logger.getLogger(GlobalLibrary.class.getName());

    /** Where an administrator configures libraries. */
    private static final String LIBRARIES = "Manage Jenkins » System » Global Trusted Pipeline Libraries";

    private final LibraryConfiguration library;

    private GlobalLibrary(LibraryConfiguration library) {
        this.library = library;
    }

    /** @throws RefusedByRules if there is no such library, or there are two */
    static GlobalLibrary named(String name) throws RefusedByRules {
        List<LibraryConfiguration> found = GlobalLibraries.get().getLibraries().stream()
                .filter(library -> name.equals(library.getName()))
                .toList();
        if (found.size() != 1) {
            throw new RefusedByRules("The rules are to be read from the library " + Quoted.text(name) + ", but there "
                    + (found.isEmpty() ? "is none" : "are " + found.size()) + " of that name in " + LIBRARIES);
        }
        return new GlobalLibrary(found.get(0));
    }

    /** Saving the configuration, or loading it again, makes new ones. */
    @Override
    public Object identity() {
        return new Identity(library.getRetriever(), library.getDefaultVersion());
    }

    private record Identity(LibraryRetriever retriever, String version) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that && retriever == that.retriever && version.equals(that.version);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(retriever);
        }
    }

    @Override
    public String title() {
        return "the library " + Quoted.text(library.getName());
    }

    @Override
    public Version current() throws IOException, InterruptedException, RefusedByRules {
        String version = library.getDefaultVersion();
        if (version == null) {
            throw new RefusedByRules(
                    title() + " has no default version, at which the rules would be read; give it one in " + LIBRARIES);
        }
        SCMSource source = source(version);
        TaskListener listener = new LogTaskListener(LOGGER, Level.FINE);
        SCMRevision revision;
        try {
            revision = source.fetch(version, listener, null);
        } catch (IOException e) {
            throw new IOException(
                    "The default version " + Quoted.text(version) + " of " + title()
                            + " cannot be looked up, and without it there are no rules: " + e.getMessage(),
                    e);
        }
        if (revision == null) {
            throw new RefusedByRules(title() + " has no version " + Quoted.text(version)
                    + ", which is its default version in " + LIBRARIES);
        }
        return new Fixed(source, revision);
    }

    /** The version that counts; empty if none is configured. */
    Optional<String> defaultVersion() {
        return Optional.ofNullable(library.getDefaultVersion());
    }

    /** The Git address of its repository; empty if nobody can tell. */
    Optional<String> remote() {
        try {
            SCMSource source = source(defaultVersion().orElse(""));
            return BranchSources.of(source).map(sources -> sources.remote(source));
        } catch (RefusedByRules e) {
            return Optional.empty();
        }
    }

    /** The files of a version of this library. Blocks. */
    LibraryFiles files(Version version) throws IOException, InterruptedException, RefusedByRules {
        Fixed fixed = (Fixed) version;
        return files(fixed.source, fixed.revision);
    }

    /** The files of any commit of its repository, as some branch source knows it. Blocks. */
    LibraryFiles files(SCMSource source, SCMRevision revision)
            throws IOException, InterruptedException, RefusedByRules {
        SCMFileSystem files = SCMFileSystem.of(source, revision.getHead(), revision);
        if (files == null) {
            throw new RefusedByRules("The branch source cannot read single files of "
                    + revision.getHead().getName());
        }
        return new LibraryFiles(files, below());
    }

    private String below() throws RefusedByRules {
        return LibraryVersion.directory(
                library.getRetriever() instanceof SCMBasedRetriever scm
                        ? Optional.ofNullable(scm.getLibraryPath())
                        : Optional.empty());
    }

    private SCMSource source(String version) throws RefusedByRules {
        LibraryRetriever retriever = library.getRetriever();
        if (retriever instanceof SCMSourceRetriever modern) {
            return modern.getScm();
        }
        if (retriever instanceof SCMRetriever legacy) {
            return source(legacy.getScm(), version);
        }
        throw new RefusedByRules(title() + " is not retrieved from an SCM; choose \"Modern SCM\" in " + LIBRARIES);
    }

    /** Of "Legacy SCM" only the usual form is understood, that checks the version out of one Git repository. */
    private SCMSource source(SCM scm, String version) throws RefusedByRules {
        if (scm instanceof GitSCM git
                && git.getUserRemoteConfigs().size() == 1
                && git.getBranches().size() == 1
                && LibraryVersion.isBranchSpec(git.getBranches().get(0).getName(), library.getName(), version)) {
            var remote = git.getUserRemoteConfigs().get(0);
            GitSCMSource source = new GitSCMSource(remote.getUrl());
            source.setCredentialsId(remote.getCredentialsId());
            source.setTraits(new ArrayList<>(List.of(new BranchDiscoveryTrait())));
            return source;
        }
        throw new RefusedByRules(title() + " is retrieved by \"Legacy SCM\" in a way that rules cannot be read;"
                + " choose \"Modern SCM\" in " + LIBRARIES);
    }

    /** One commit of the library. */
    private final class Fixed implements Version {
        private final SCMSource source;
        private final SCMRevision revision;

        Fixed(SCMSource source, SCMRevision revision) {
            this.source = source;
            this.revision = revision;
        }

        @Override
        public String revision() {
            return revision.toString();
        }

        @Override
        public byte[] read(String path, int most) throws IOException, InterruptedException, RefusedByRules {
            String below = below();
            try (SCMFileSystem files = SCMFileSystem.of(source, revision.getHead(), revision)) {
                if (files == null) {
                    throw new RefusedByRules("The branch source of " + title()
                            + " cannot read a single file, as Git and GitHub can; choose another in " + LIBRARIES);
                }
                SCMFile file = files.child(below + "resources/" + path);
                if (!file.isFile()) {
                    throw new RefusedByRules("There is no file " + Quoted.text(below + "resources/" + path) + " in "
                            + title() + " at its default version " + Quoted.text(library.getDefaultVersion()) + " ("
                            + revision() + ")");
                }
                try (InputStream content = file.content()) {
                    return content.readNBytes(most);
                }
            }
        }
    }
}

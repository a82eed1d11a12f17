package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Rules that are a file of a global Pipeline library, read at the library's default version. */
public final class LibraryRules extends RulesSource {
    /** Where a library keeps its rules unless told otherwise, below its {@code resources}. */
    public static final String DEFAULT_RESOURCE = "deployer/rules.yaml";

    private final String library;
    private String resource = DEFAULT_RESOURCE;

    @DataBoundConstructor
    public LibraryRules(String library) {
        this.library = Util.fixNull(library).strip();
    }

    /** The name of the library in the global configuration. */
    public String getLibrary() {
        return library;
    }

    /** The path of the file below the library's {@code resources}. */
    public String getResource() {
        return resource;
    }

    @DataBoundSetter
    public void setResource(String resource) {
        String path = Util.fixNull(resource).strip();
        this.resource = path.isEmpty() ? DEFAULT_RESOURCE : path;
    }

    /** A file that was written by hand may lack a part. */
    private Object readResolve() {
        LibraryRules whole = new LibraryRules(library);
        whole.setResource(resource);
        return whole;
    }

    @Extension(ordinal = 10)
    @Symbol("library")
    public static final class DescriptorImpl extends Descriptor<RulesSource> {
        @Override
        public String getDisplayName() {
            return "In a global Pipeline library";
        }

        /** The global libraries of this controller. */
        @POST
        public ComboBoxModel doFillLibraryItems() {
            ComboBoxModel names = new ComboBoxModel();
            if (AdministratorsOnly.areHere()) {
                libraries().forEach(library -> names.add(library.name()));
            }
            return names;
        }

        @POST
        public FormValidation doCheckLibrary(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> LibraryName.look(value, libraries()));
        }

        @POST
        public FormValidation doCheckResource(@QueryParameter String value) {
            return AdministratorsOnly.see(() -> ResourcePath.look(value));
        }

        private static List<LibraryName.Known> libraries() {
            return GlobalLibraries.get().getLibraries().stream()
                    .map(library -> new LibraryName.Known(
                            library.getName(), Optional.ofNullable(Util.fixEmptyAndTrim(library.getDefaultVersion()))))
                    .toList();
        }
    }
}

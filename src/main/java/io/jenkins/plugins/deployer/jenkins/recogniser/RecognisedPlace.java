package io.jenkins.plugins.deployer.jenkins.recogniser;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.trust.RefusedByRules;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.jenkins.trust.SourceRepository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.branch.Branch;
import jenkins.branch.MultiBranchProject;
import jenkins.branch.OrganizationFolder;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.BranchJobProperty;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;

/**
 * A multibranch project or an organisation folder in which the rules say what is built.
 *
 * @param item whose branches or repositories are looked for
 * @param file the rules that say it
 */
record RecognisedPlace(ComputedFolder<?> item, RulesFile file) {
    /** All of this controller that are not switched off; a project in an organisation folder is part of that. */
    static List<RecognisedPlace> all() {
        List<RecognisedPlace> all = new ArrayList<>();
        for (OrganizationFolder folder : Jenkins.get().allItems(OrganizationFolder.class)) {
            RulesRecogniser recogniser = folder.getProjectFactories().get(RulesRecogniser.class);
            if (recogniser != null) {
                all.add(new RecognisedPlace(folder, recogniser.file()));
            }
        }
        for (WorkflowMultiBranchProject project : Jenkins.get().allItems(WorkflowMultiBranchProject.class)) {
            if (project.getProjectFactory() instanceof RulesBranches branches
                    && !(project.getParent() instanceof OrganizationFolder)) {
                all.add(new RecognisedPlace(project, branches.file()));
            }
        }
        all.removeIf(place -> !place.item().isBuildable());
        return all;
    }

    Outdated.Place compare(RulesAt read) {
        Result last = item.getComputation().getResult();
        boolean failed = last != null && last.isWorseThan(Result.SUCCESS);
        return item instanceof OrganizationFolder folder
                ? new Outdated.Place(item.getFullName(), named(folder, read), built(folder, read), failed)
                : new Outdated.Place(
                        item.getFullName(),
                        named((WorkflowMultiBranchProject) item, read),
                        built((WorkflowMultiBranchProject) item, read),
                        failed);
    }

    private static Set<String> named(OrganizationFolder folder, RulesAt read) {
        Set<String> named = new HashSet<>();
        for (RepositoryName name : read.rules().repositories().keySet()) {
            if (folder.getSCMNavigators().stream()
                    .anyMatch(navigator -> FolderOwner.mayFind(navigator, name.owner()))) {
                named.add(name.toString());
            }
        }
        return named;
    }

    /** Those that other recognisers found first count only if the rules name them. */
    private static Set<String> built(OrganizationFolder folder, RulesAt read) {
        Set<String> built = new HashSet<>();
        for (MultiBranchProject<?, ?> project : folder.getItems()) {
            boolean ours = project.getProjectFactory() instanceof RulesBranches;
            if (!project.isDisabled()) {
                for (SCMSource source : project.getSCMSources()) {
                    repository(source, read)
                            .or(() -> ours ? unnamed(source) : Optional.empty())
                            .ifPresent(built::add);
                }
            }
        }
        return built;
    }

    private static Set<String> named(WorkflowMultiBranchProject project, RulesAt read) {
        Set<String> named = new HashSet<>();
        for (SCMSource source : project.getSCMSources()) {
            repository(source, read).ifPresent(named::add);
        }
        return named;
    }

    private static Set<String> built(WorkflowMultiBranchProject project, RulesAt read) {
        Set<String> built = new HashSet<>();
        for (WorkflowJob job : project.getItems()) {
            BranchJobProperty property = job.getProperty(BranchJobProperty.class);
            Branch branch = property == null ? null : property.getBranch();
            SCMSource source =
                    branch == null || branch instanceof Branch.Dead ? null : project.getSCMSource(branch.getSourceId());
            if (source != null) {
                repository(source, read).or(() -> unnamed(source)).ifPresent(built::add);
            }
        }
        return built;
    }

    private static Optional<String> repository(SCMSource source, RulesAt read) {
        Optional<String> remote = SourceRepository.remote(source);
        try {
            return remote.isEmpty()
                    ? Optional.empty()
                    : Optional.of(SourceRepository.named(read, remote.get()).toString());
        } catch (RefusedByRules e) {
            return Optional.empty();
        }
    }

    /** Not the name of any repository. */
    private static Optional<String> unnamed(SCMSource source) {
        return Optional.of("not in the rules: " + source.getId());
    }
}

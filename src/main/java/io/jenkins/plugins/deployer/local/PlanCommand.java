package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanJson;
import io.jenkins.plugins.deployer.plan.PlanText;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deployer plan}: what the rules ask for a revision. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the rules ask for: what is built, then published, then deployed.",
            "Without a head, that is for every live head of the repositories.",
            "With --diff, what a change of the rules would build, publish and deploy, or no longer deploy."
        },
        footer = {
            "",
            "Examples:",
            "  deployer plan",
            "  deployer plan ocurrent/docker-base-images --branch live",
            "  deployer plan ocurrent/docker-base-images --change-request 12 --json",
            "  deployer plan --diff origin/main",
            "  deployer plan --diff old.yaml --rules new.yaml ocurrent/docker-base-images"
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesFile rulesFile;

    @Mixin
    private StateDirectory stateDirectory;

    @Mixin
    private Json json;

    @Mixin
    private Selection selection;

    @ArgGroup
    private HeadOption head;

    @Option(
            names = "--target",
            paramLabel = "BRANCH",
            description = "The branch that a change request goes into. Default: the repository's default branch.")
    private Optional<String> target;

    @ArgGroup(exclusive = false)
    private Offline offline;

    @Mixin
    private DifferenceOption difference;

    /** One head instead of those that are live. */
    static final class HeadOption {
        @Option(names = "--branch", paramLabel = "NAME", required = true, description = "The plan for a branch.")
        private String branch;

        @Option(names = "--tag", paramLabel = "NAME", required = true, description = "The plan for a tag.")
        private String tag;

        @Option(
                names = "--change-request",
                paramLabel = "NUMBER",
                required = true,
                description = "The plan for a pull or merge request.")
        private Integer changeRequest;
    }

    /** What is otherwise read from the forge. */
    static final class Offline {
        @Option(
                names = "--commit",
                paramLabel = "ID",
                required = true,
                description = "The full id of the head's commit, which is then not looked up.")
        private String commit;

        @Option(
                names = "--tree",
                paramLabel = "ID",
                required = true,
                description = "The full id of that commit's tree (git rev-parse COMMIT^{tree}).")
        private String tree;
    }

    @Override
    public Integer call() throws ExitException, IOException, InterruptedException {
        if (difference.isWanted()) {
            compare();
            return ExitCode.OK;
        }
        Rules rules = rulesFile.read(spec.commandLine().getErr());
        Path state = stateDirectory.path();
        List<Plan> plans = new ArrayList<>();
        try (Progress progress = new ProgressLines(spec.commandLine().getErr(), Optional.empty());
                Workplace workplace = new Workplace(rules, state, progress)) {
            for (Revision revision : revisions(rules, workplace.revisions())) {
                plans.add(Planner.plan(rules, revision, workplace.lookUps().of(Planner.lookUps(rules, revision))));
            }
        }
        print(plans, head == null && selection.isEverything() ? rules.images() : List.of());
        return ExitCode.OK;
    }

    private void compare() throws ExitException, InterruptedException {
        if (head != null || offline != null || target.isPresent()) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT, "--diff compares rules, whatever the head; leave out the options of a head");
        }
        PrintWriter log = spec.commandLine().getErr();
        Path file = rulesFile.path(log);
        difference.print(
                rulesFile.read(file), file, selection, json, spec.commandLine().getOut());
    }

    private void print(List<Plan> plans, List<FollowedImage> images) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            plans.forEach(plan -> all.add(PlanJson.of(plan)));
            json.print(out, all);
            return;
        }
        plans.forEach(plan -> out.print(PlanText.of(plan)));
        images.forEach(image -> out.print(PlanText.of(image)));
        if (plans.isEmpty() && images.isEmpty()) {
            out.println("The rules name no live head of these repositories.");
        }
        out.flush();
    }

    private List<Revision> revisions(Rules rules, Revisions revisions)
            throws ExitException, IOException, InterruptedException {
        Collection<Repository> repositories = selection.of(rules);
        if (head == null && offline == null) {
            Map<RepositoryName, Set<LiveHead>> live = Planner.liveHeads(rules);
            List<Revision> found = new ArrayList<>();
            for (Repository repository : repositories) {
                if (live.containsKey(repository.name())) {
                    found.addAll(revisions.live(repository.name(), live.get(repository.name())));
                }
            }
            return found;
        }
        if (repositories.size() != 1) {
            throw new ExitException(ExitCode.WRONG_INPUT, "a head belongs to one repository; name it as OWNER/REPO");
        }
        if (head != null && head.changeRequest != null && head.changeRequest < 1) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT, "change requests have numbers from 1 on, not " + head.changeRequest);
        }
        RepositoryName repository = repositories.iterator().next().name();
        return List.of(offline == null ? read(repository, revisions) : given(repository));
    }

    private Revision read(RepositoryName repository, Revisions revisions)
            throws ExitException, IOException, InterruptedException {
        if (head.branch != null) {
            return revisions.branch(repository, head.branch);
        }
        return head.tag != null
                ? revisions.tag(repository, head.tag)
                : revisions.changeRequest(repository, head.changeRequest, target);
    }

    private Revision given(RepositoryName repository) throws ExitException {
        if (head == null) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT, "--commit and --tree need --branch, --tag or --change-request beside them");
        }
        try {
            Head named = head.branch != null
                    ? new Head.Branch(head.branch)
                    : head.tag != null
                            ? new Head.Tag(head.tag)
                            : new Head.ChangeRequest("PR-" + head.changeRequest, target.orElse("main"));
            return new Revision(repository, named, offline.commit, offline.tree);
        } catch (IllegalArgumentException e) {
            throw new ExitException(ExitCode.WRONG_INPUT, e.getMessage());
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the rules allow a run: an allow-list, so that whatever they do not name is refused. Pure; a refusal is one sentence
 * that names the rule that would be needed.
 */
public final class Policy {
    /** Where an administrator says what is not in the rules. */
    static final String CONFIGURATION = "Manage Jenkins » System » Deployer";

    /** What a ref would be merged into that is not known to be a change request; no branch can have such a name. */
    static final String UNKNOWN_TARGET = "unknown branch";

    /** Why a replayed run may not. */
    static final String REPLAYED = "the script of this run may not be the one of its commit, as somebody replayed or"
            + " restarted it who has not the permission Deployer/Deploy on the job; push the change, or ask for that"
            + " permission";

    private final RulesAt read;

    public Policy(RulesAt read) {
        this.read = requireNonNull(read);
    }

    /**
     * The rules of the run's repository, by which it may be built, be it for a change request.
     *
     * @throws RefusedByRules if there are none
     */
    public Repository repository(Facts facts) throws RefusedByRules {
        Optional<Repository> repository = read.rules().repository(facts.repository());
        if (repository.isEmpty()) {
            throw new RefusedByRules("The job " + Quoted.text(facts.job()) + " may not build: there are no rules for "
                    + facts.repository() + "; add it under repositories: in " + read.place());
        }
        return repository.get();
    }

    /**
     * Whether what the run builds may be pushed: only then do its builds get logins to registries. Those of change requests,
     * in folders that are not listed and with a script of somebody's own get none, and so find none to steal.
     */
    public boolean mayStage(Facts facts) {
        return facts.trustedHead()
                && facts.listed()
                && facts.replay() != Facts.Replay.BY_OTHERS
                && read.rules().repository(facts.repository()).isPresent();
    }

    /** Whether other runs may reuse what the run builds: as {@link #mayStage}, and with the script of its commit only. */
    public boolean mayRecord(Facts facts) {
        return mayStage(facts) && facts.replay() == Facts.Replay.NO;
    }

    /**
     * The rule by which the run may publish an image.
     *
     * @param name what it is published as, with its tag
     * @throws RefusedByRules if there is none
     */
    public ImageDeployment publication(Facts facts, ImageName name) throws RefusedByRules {
        Wish wish = new Wish(
                facts, "publish " + name, "{" + of(facts.head()) + ", publish: " + Quoted.text(name.toString()) + "}");
        ImageDeployment rule = found(wish)
                .map(Found::deployment)
                .filter(deployment -> deployment.publish().equals(name))
                .findFirst()
                .orElseThrow(() -> withoutRule(wish));
        requireRun(wish);
        return rule;
    }

    /**
     * The rule by which the run may deploy a service; with which image is for {@link #image} to say.
     *
     * @param host the name of the host in the rules
     * @param service the name of the service, stack or project in the rules
     * @throws RefusedByRules if there is none
     */
    public Allowed service(Facts facts, String host, String service) throws RefusedByRules {
        Wish wish = new Wish(
                facts,
                "deploy the service " + Quoted.text(service) + " on the host " + Quoted.text(host),
                "{" + of(facts.head()) + ", services: [{service: " + Quoted.text(service) + ", host: "
                        + Quoted.text(host) + "}]}");
        Allowed allowed = found(wish)
                .flatMap(rule -> rule.deployment().services().stream()
                        .filter(candidate -> candidate.host().name().equals(host)
                                && candidate.kind().name().equals(service))
                        .map(candidate -> new Allowed(rule.build(), rule.deployment(), candidate)))
                .findFirst()
                .orElseThrow(() -> withoutRule(wish));
        requireRun(wish);
        return allowed;
    }

    /**
     * Whether the run may deploy this image under a rule: one that it built, reused or published for that rule itself, by
     * the name that it has then; with {@code prebuilt: true} any of the published repository.
     *
     * @param image has a digest; its tag, if any, means nothing
     * @throws RefusedByRules if it may not
     */
    public void image(Facts facts, Allowed allowed, ImageName image) throws RefusedByRules {
        String digest = image.digest()
                .orElseThrow(() ->
                        new IllegalArgumentException("An image is allowed by its digest; " + image + " has none"));
        ImageDeployment rule = allowed.deployment();
        Produced produced = facts.produced();
        boolean published = sameRepository(image, rule.publish())
                && (rule.prebuilt()
                        || digest.equals(produced.published().get(rule.publish().toString())));
        boolean built = produced.builds().getOrDefault(rule.publish().toString(), Set.of()).stream()
                .map(key -> Optional.ofNullable(produced.images().get(key)))
                .flatMap(Optional::stream)
                .anyMatch(own -> own.digest().equals(image.digest())
                        && (sameRepository(image, own) || sameRepository(image, rule.publish())));
        if (!published && !built) {
            throw new RefusedByRules("The job " + Quoted.text(facts.job()) + " may not deploy " + image + " as "
                    + allowed.service() + ": this run did not build or publish it under the rule that publishes "
                    + rule.publish() + " for " + rule.head()
                    + "; deploy what this run builds, or write prebuilt: true into"
                    + " that rule in " + read.place() + " to allow every image of that repository");
        }
    }

    /**
     * What the run may deploy as a unikernel: the image that it built, or used again, for the rule itself, and no other.
     *
     * @param host the name of the host in the rules
     * @param unikernel the name of the unikernel in the rules
     * @param image by digest, or as it was pushed to staging; empty for whichever the rule says
     * @throws RefusedByRules if there is no rule, or the run has not that image
     */
    public AllowedUnikernel unikernel(Facts facts, String host, String unikernel, Optional<ImageName> image)
            throws RefusedByRules {
        return unikernel(facts, host, unikernel, rule -> own(facts, rule, image));
    }

    /**
     * The same for an image that is known to have been live there, and so need not be the run's own.
     *
     * @throws RefusedByRules if there is no rule
     */
    public AllowedUnikernel knownUnikernel(Facts facts, String host, String unikernel, ImageName known)
            throws RefusedByRules {
        return unikernel(facts, host, unikernel, rule -> known);
    }

    private interface Choice {
        ImageName of(UnikernelDeployment rule) throws RefusedByRules;
    }

    private AllowedUnikernel unikernel(Facts facts, String host, String unikernel, Choice image) throws RefusedByRules {
        Wish wish = new Wish(
                facts,
                "deploy the unikernel " + Quoted.text(unikernel) + " on the host " + Quoted.text(host),
                "{" + of(facts.head()) + ", unikernel: " + Quoted.text(unikernel) + ", host: " + Quoted.text(host)
                        + "}");
        requireTrustedHead(wish);
        for (Build.Unikernel build : builds(facts, Build.Unikernel.class).toList()) {
            for (UnikernelDeployment rule : build.deployments()) {
                if (facts.head().isOne(rule.head())
                        && rule.unikernel().equals(unikernel)
                        && rule.host().name().equals(host)) {
                    requireRun(wish);
                    return new AllowedUnikernel(build, rule, image.of(rule));
                }
            }
        }
        throw withoutRule(wish);
    }

    private ImageName own(Facts facts, UnikernelDeployment rule, Optional<ImageName> image) throws RefusedByRules {
        Produced produced = facts.produced();
        Optional<String> key = Optional.ofNullable(produced.unikernels().get(rule.toString()));
        Optional<ImageName> own = key.map(produced.images()::get);
        boolean isAsked = own.isPresent()
                && image.map(asked -> sameRepository(asked, own.get())
                                && (asked.digest().isPresent()
                                        ? asked.digest().equals(own.get().digest())
                                        : asked.tag().equals(key)))
                        .orElse(true);
        if (isAsked) {
            return own.get();
        }
        String what = "The job " + Quoted.text(facts.job()) + " may not deploy "
                + image.map(asked -> asked + " as ").orElse("") + rule + ": ";
        if (own.isPresent()) {
            throw new RefusedByRules(what + "this run built " + own.get() + " under the rule for " + rule.head()
                    + "; deploy that, or leave the image out");
        }
        throw new RefusedByRules(what + "this run has not built it under the rule for " + rule.head() + " in "
                + read.place() + "; call deployerPlan and buildImage first, and have a staging repository for the build"
                + " to be pushed to");
    }

    private static boolean sameRepository(ImageName one, ImageName other) {
        return one.registry().equals(other.registry()) && one.repository().equals(other.repository());
    }

    /** The deployment rules of image builds for the head of a run. */
    private Stream<Found> found(Wish wish) throws RefusedByRules {
        Facts facts = wish.facts();
        requireTrustedHead(wish);
        return builds(facts, Build.Image.class).flatMap(build -> build.deployments().stream()
                .filter(deployment -> facts.head().isOne(deployment.head()))
                .map(deployment -> new Found(build, deployment)));
    }

    private <T extends Build> Stream<T> builds(Facts facts, Class<T> kind) {
        return read.rules().repository(facts.repository()).map(Repository::builds).orElse(List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private void requireTrustedHead(Wish wish) throws RefusedByRules {
        Facts facts = wish.facts();
        if (!facts.trustedHead()) {
            throw refused(
                    wish,
                    "only branches, and tags that a rule names, are; " + described(facts.head()) + " is built only",
                    "; " + ruleNeeded(wish) + ", once it is merged");
        }
    }

    private RefusedByRules withoutRule(Wish wish) {
        Facts facts = wish.facts();
        return refused(
                wish,
                described(facts.head()) + " of " + facts.repository() + " has no rule for that",
                "; " + ruleNeeded(wish));
    }

    private String ruleNeeded(Wish wish) {
        return "the rule that would be needed is deploy: [" + wish.rule() + "] for a build of "
                + wish.facts().repository() + " in " + read.place();
    }

    /** What no rule can allow, as it is the administrator's to say who may use the rules. */
    private void requireRun(Wish wish) throws RefusedByRules {
        Facts facts = wish.facts();
        if (!facts.listed()) {
            throw refused(
                    wish,
                    "it is in no folder whose jobs may deploy",
                    "; list its folder in " + CONFIGURATION + " » Folders that may deploy");
        }
        if (facts.replay() == Facts.Replay.BY_OTHERS) {
            throw refused(wish, REPLAYED, "");
        }
    }

    private static RefusedByRules refused(Wish wish, String why, String what) {
        return new RefusedByRules(
                "The job " + Quoted.text(wish.facts().job()) + " may not " + wish.what() + ": " + why + what);
    }

    private static String described(Head head) {
        if (head instanceof Head.ChangeRequest request) {
            return request.target().equals(UNKNOWN_TARGET)
                    ? Quoted.text(request.name()) + ", which is not known to be a branch or tag of the repository,"
                    : "change request " + Quoted.text(request.name());
        }
        return (head instanceof Head.Tag ? "tag " : "branch ") + Quoted.text(head.name());
    }

    /** What a rule for the head, or for the branch that it is to be merged into, would say. */
    private static String of(Head head) {
        return head instanceof Head.ChangeRequest request
                ? "branch: " + (request.target().equals(UNKNOWN_TARGET) ? "…" : Quoted.text(request.target()))
                : (head instanceof Head.Tag ? "tag: " : "branch: ") + Quoted.text(head.name());
    }

    private record Wish(Facts facts, String what, String rule) {}

    private record Found(Build.Image build, ImageDeployment deployment) {}
}

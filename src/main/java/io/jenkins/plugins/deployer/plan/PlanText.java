package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan as a tree for people: numbered builds, and behind arrows what follows them.
 *
 * <pre>
 * ocurrent/docker-base-images, branch live, commit 0123456789ab
 * ├─ 1 Build Dockerfile for x86_64 (agent linux &amp;&amp; docker, at most 50 min)
 * ├─ 2 Build Dockerfile for arm64 (agent linux-arm64, at most 50 min)
 * └─ 1, 2 → Publish ocurrent/base-images:live
 *    └─ → Deploy base-images_builder on toxis, https://images.ci.ocaml.org
 * </pre>
 */
public final class PlanText {
    private PlanText() {}

    /** Lines that each end with a line feed. */
    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        Revision revision = plan.revision();
        text.append(revision.repository()).append(", ").append(revision.head());
        text.append(", commit ").append(revision.brief()).append('\n');
        write(text, "", branches(plan));
        return text.toString();
    }

    /** What is done about somebody else's image, likewise. */
    public static String of(FollowedImage image) {
        StringBuilder text = new StringBuilder();
        text.append(image.image())
                .append(", looked up every ")
                .append(time(image.every()))
                .append('\n');
        Titles titles = new Titles();
        write(
                text,
                "",
                image.services().stream()
                        .map(service -> new Branch("→ " + titles.ofDeployment(service)
                                + service.url().map(address -> ", " + address).orElse("")))
                        .toList());
        return text.toString();
    }

    private static List<Branch> branches(Plan plan) {
        Map<BuildKey, Integer> numbers = new HashMap<>();
        List<Branch> branches = new ArrayList<>();
        for (BuildTask build : plan.builds()) {
            numbers.put(build.key(), numbers.size() + 1);
            branches.add(new Branch(numbers.size() + " " + build.title() + " (agent " + build.agent() + ", at most "
                    + time(build.timeout()) + ")"));
        }
        for (PublishTask publication : plan.publications()) {
            List<Branch> deployments = plan.deployments().stream()
                    .filter(deployment -> deployment instanceof DeployTask.Service service
                            && service.image().equals(publication))
                    .map(deployment -> new Branch("→ " + deployment.title() + url(deployment)))
                    .toList();
            branches.add(new Branch(after(publication.builds(), numbers) + publication.title(), deployments));
        }
        for (DeployTask deployment : plan.deployments()) {
            if (deployment instanceof DeployTask.Unikernel unikernel) {
                branches.add(new Branch(after(unikernel.builds(), numbers) + unikernel.title() + url(unikernel)));
            }
        }
        if (!plan.isLive()) {
            branches.add(new Branch("nothing is published or deployed: "
                    + (plan.revision().head() instanceof Head.ChangeRequest
                            ? "change requests are only built"
                            : "the " + plan.revision().head() + " is not live in the rules")));
        }
        return branches;
    }

    private static String after(List<BuildKey> builds, Map<BuildKey, Integer> numbers) {
        return builds.stream().map(numbers::get).map(String::valueOf).collect(Collectors.joining(", ", "", " → "));
    }

    private static String url(DeployTask deployment) {
        Optional<URI> url = Optional.empty();
        if (deployment instanceof DeployTask.Service service) {
            ServiceRule rule = service.service();
            url = rule.url();
        } else if (deployment instanceof DeployTask.Unikernel unikernel) {
            url = unikernel.unikernel().url();
        }
        return url.map(address -> ", " + address).orElse("");
    }

    private static String time(Duration time) {
        StringBuilder text = new StringBuilder();
        append(text, time.toDays(), "d");
        append(text, time.toHoursPart(), "h");
        append(text, time.toMinutesPart(), "min");
        append(text, time.toSecondsPart(), "s");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }

    private static void write(StringBuilder text, String indent, List<Branch> branches) {
        for (Iterator<Branch> left = branches.iterator(); left.hasNext(); ) {
            Branch branch = left.next();
            text.append(indent).append(left.hasNext() ? "├─ " : "└─ ");
            text.append(branch.line()).append('\n');
            write(text, indent + (left.hasNext() ? "│  " : "   "), branch.branches());
        }
    }

    private record Branch(String line, List<Branch> branches) {
        Branch(String line) {
            this(line, List.of());
        }
    }
}

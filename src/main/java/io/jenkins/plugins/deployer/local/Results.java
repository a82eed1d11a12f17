package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.local.github.CommitState;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentJson;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a pass, or of one plan of it. Safe for use by several threads. */
final class Results {
    private final Optional<Results> whole;
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    private boolean isWhole = true;

    Results() {
        this(Optional.empty());
    }

    private Results(Optional<Results> whole) {
        this.whole = whole;
    }

    /** Those of one plan, which are among these too. */
    Results part() {
        return new Results(Optional.of(this));
    }

    synchronized void add(Deployment deployment) {
        deployments.add(deployment);
        whole.ifPresent(all -> all.add(deployment));
    }

    /** @param reason a sentence */
    synchronized void fail(String reason) {
        failures.add(reason);
        whole.ifPresent(all -> all.fail(reason));
    }

    /** @param reason a sentence */
    synchronized void refuse(String reason) {
        refusals.add(reason);
        whole.ifPresent(all -> all.refuse(reason));
    }

    /** Something was not done, as nobody confirmed it. */
    synchronized void leaveOut() {
        isWhole = false;
    }

    synchronized List<Deployment> deployments() {
        return List.copyOf(deployments);
    }

    synchronized int exitCode(List<String> declined) {
        if (!failures.isEmpty() || deployments.stream().anyMatch(Results::failed)) {
            return ExitCode.FAILED;
        }
        boolean allDone =
                declined.isEmpty() && refusals.isEmpty() && deployments.stream().allMatch(Deployment::isGood);
        return allDone ? ExitCode.OK : ExitCode.REFUSED;
    }

    /** What a commit shows of its plan. */
    synchronized CommitState state() {
        if (!failures.isEmpty() || !refusals.isEmpty() || deployments.stream().anyMatch(Results::failed)) {
            return CommitState.FAILURE;
        }
        if (!isWhole) {
            return CommitState.PENDING;
        }
        return deployments.stream().allMatch(Deployment::isGood) ? CommitState.SUCCESS : CommitState.ERROR;
    }

    /** What a commit says of its plan, in a line. */
    synchronized String summary() {
        Optional<String> bad = Stream.of(
                        failures.stream(),
                        refusals.stream(),
                        deployments.stream()
                                .filter(one -> !one.isGood())
                                .map(one ->
                                        one.service() + " is " + one.outcome().label() + ": " + one.reason()))
                .flatMap(all -> all)
                .findFirst();
        if (bad.isPresent()) {
            return bad.get();
        }
        if (!isWhole) {
            return "waits for somebody to confirm it";
        }
        return deployments.isEmpty()
                ? "built"
                : deployments.stream().map(one -> one.service().toString()).collect(Collectors.joining(", "))
                        + (deployments.size() == 1 ? " is live" : " are live");
    }

    private static boolean failed(Deployment deployment) {
        return deployment.outcome() == Outcome.FAILED || deployment.outcome() == Outcome.ROLLED_BACK;
    }

    synchronized void print(PrintWriter out, List<String> declined) {
        for (Deployment deployment : deployments) {
            out.println(deployment.service() + ": " + deployment.outcome().label() + " ("
                    + Elapsed.of(deployment.duration()) + "): " + deployment.reason());
        }
        failures.forEach(failure -> out.println("failed: " + failure));
        refusals.forEach(refusal -> out.println("refused: " + refusal));
        declined.forEach(what -> out.println("not confirmed: " + what));
        if (deployments.isEmpty() && failures.isEmpty() && refusals.isEmpty() && declined.isEmpty()) {
            out.println("nothing to deploy");
        }
        out.flush();
    }

    synchronized ObjectNode asJson(List<String> declined) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("deployments");
        deployments.forEach(deployment -> list.add(DeploymentJson.of(deployment)));
        failures.forEach(json.putArray("failures")::add);
        refusals.forEach(json.putArray("refusals")::add);
        declined.forEach(json.putArray("notConfirmed")::add);
        return json;
    }
}

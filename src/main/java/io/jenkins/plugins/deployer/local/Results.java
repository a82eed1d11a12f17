package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.DeploymentJson;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What came of a pass. Safe for use by several threads. */
final class Results {
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    synchronized void add(Deployment deployment) {
        deployments.add(deployment);
    }

    /** @param reason a sentence */
    synchronized void fail(String reason) {
        failures.add(reason);
    }

    /** @param reason a sentence */
    synchronized void refuse(String reason) {
        refusals.add(reason);
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

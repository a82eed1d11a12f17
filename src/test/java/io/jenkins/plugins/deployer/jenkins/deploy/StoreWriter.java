package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Path;

/** A process that adds deployments to a store for as long as it lives, and prints the id of each once it is added. */
final class StoreWriter {
    private StoreWriter() {}

    public static void main(String[] arguments) throws IOException {
        DeploymentStore store = DeploymentStore.open(Path.of(arguments[0]), () -> 20, problem -> {
            throw new AssertionError(problem);
        });
        for (int i = 0; ; i++) {
            String id = arguments[1] + "-" + i;
            store.add(Records.record(Deployments.service("web-" + i % 3), id, 'a', Outcome.LIVE, false));
            System.out.println(id);
        }
    }
}

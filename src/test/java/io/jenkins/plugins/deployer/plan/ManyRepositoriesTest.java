package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyRepositoriesTest {
    private static final int REPOSITORIES = 10_000;
    private static final int BUILDS = 5;

    @Test
    void ten_thousand_repositories_have_fifty_thousand_builds_in_their_plans() {
        Rules rules = Examples.rules(IntStream.range(0, REPOSITORIES)
                .mapToObj(ManyRepositoriesTest::repository)
                .toArray(Repository[]::new));
        Set<String> services = new HashSet<>();
        int builds = 0;

        for (RepositoryName repository : rules.repositories().keySet()) {
            Plan plan = Planner.plan(
                    rules, new Revision(repository, new Head.Branch("live"), Examples.COMMIT, Examples.TREE), Map.of());
            builds += plan.builds().size();
            plan.deployments().forEach(deployment -> services.add(deployment.title()));
        }

        assertThat(builds).isEqualTo(REPOSITORIES * BUILDS);
        assertThat(services).hasSize(REPOSITORIES * BUILDS);
    }

    private static Repository repository(int number) {
        Build[] builds = IntStream.range(0, BUILDS)
                .mapToObj(i -> Examples.image(
                                Examples.arguments(Map.of("VARIANT", new BuildArgument.Given("" + i))),
                                Architecture.X86_64)
                        .with(Examples.deployment(
                                Examples.branch("live"),
                                "team/app" + number + ":live-" + i,
                                Examples.service("app" + number + "_" + i))))
                .toArray(Build[]::new);
        return new Repository(new RepositoryName("team", "app" + number), List.of(builds));
    }
}

package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildOptions;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedPlanTest {
    @Test
    void builds_and_publications_come_back_as_they_were() throws Exception {
        assertSaved(Planner.plan(Examples.rules(), Examples.live(), Map.of()));
        assertSaved(
                Planner.plan(Examples.rules(), Examples.revision(new Head.ChangeRequest("PR-12", "live")), Map.of()));
        assertSaved(Planner.plan(Examples.rules(), Examples.revision(new Head.Tag("v1")), Map.of()));
        assertSaved(Planner.plan(
                Examples.rules(),
                new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE),
                Map.of()));
    }

    @Test
    void so_does_every_option_of_a_build() throws Exception {
        BuildOptions secretive = new BuildOptions(
                Map.of("A", new BuildArgument.Given("a b, $(touch x) and \"quotes\"")),
                Optional.of("prod"),
                false,
                true,
                true,
                List.of(
                        new BuildSecret("npmrc", new BuildSecret.File("/etc/npmrc")),
                        new BuildSecret("token", new BuildSecret.Environment("TOKEN")),
                        new BuildSecret("key", new BuildSecret.Credential("signing key"))),
                List.of("nofile=1024:4096"));
        BuildOptions squashed =
                new BuildOptions(Map.of(), Optional.empty(), true, false, false, List.of(), List.of("nproc=100"));

        assertSaved(Planner.plan(
                Examples.rules(
                        new Build.Image(
                                new Dockerfile.Contents("FROM scratch\n\tCOPY . /\n"),
                                List.of(Architecture.ARM32V7),
                                secretive,
                                Duration.ofSeconds(90),
                                List.of(Examples.deployment(Examples.branch("live"), "a/b:live"))),
                        Examples.image(squashed, Architecture.I386).with()),
                Examples.live(),
                Map.of()));
    }

    @Test
    void an_older_plan_says_of_a_unikernel_where_it_is_and_not_what_it_is_deployed_as() {
        Plan plan = Planner.plan(
                Examples.rules(),
                new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE),
                Map.of());
        ObjectNode old = PlanJson.of(plan);
        old.path("builds").forEach(build -> ((ObjectNode) build).remove("binaries"));

        assertThat(SavedPlan.read(old).builds())
                .extracting(BuildTask::binaries)
                .containsOnly(List.of(new BuildTask.Binary("/unikernel", List.of())));
    }

    @Test
    void what_is_no_plan_is_said_in_a_sentence() {
        assertThatThrownBy(() -> SavedPlan.read(new JsonMapper().readTree("{\"repository\": \"a/b\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A saved plan has no text \"name\"");
    }

    private static void assertSaved(Plan plan) throws IOException {
        Plan read = SavedPlan.read(new JsonMapper().readTree(PlanJson.of(plan).toString()));

        assertThat(read).isEqualTo(new Plan(plan.revision(), plan.builds(), plan.publications(), List.of()));
    }
}

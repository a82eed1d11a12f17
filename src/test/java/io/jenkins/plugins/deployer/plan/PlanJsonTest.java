package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
    @Test
    void a_plan_of_a_service() {
        Plan plan = Planner.plan(Examples.rules(), Examples.live(), Map.of());

        Golden.assertEquals(PlanJson.of(plan).toPrettyString() + "\n", PlanJsonTest.class, "service.json");
        Golden.assertDocumented(PlanJson.of(plan).toPrettyString(), "json.md");
    }

    @Test
    void a_plan_of_a_unikernel() {
        Revision revision =
                new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE);
        Plan plan = Planner.plan(Examples.rules(), revision, Map.of());

        Golden.assertEquals(PlanJson.of(plan).toPrettyString() + "\n", PlanJsonTest.class, "unikernel.json");
    }

    @Test
    void a_change_request_says_where_it_wants_to_go() {
        Plan plan =
                Planner.plan(Examples.rules(), Examples.revision(new Head.ChangeRequest("PR-12", "live")), Map.of());

        assertThat(PlanJson.of(plan).get("head"))
                .hasToString("{\"kind\":\"change request\",\"name\":\"PR-12\",\"target\":\"live\"}");
    }
}

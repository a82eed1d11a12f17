package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanMapTest {
    private static final String RULES =
            """
            version: 1
            forge: https://git.example.org
            defaults: {staging: registry.example.org/staging}
            hosts:
              toxis: {docker: "ssh://deployer@toxis.example.org"}
              robur: {albatross: "albatross.example.org:1025", domain: mirage}
            repositories:
              mirage/web:
                builds:
                  - docker: Dockerfile
                    architectures: [x86_64, arm64]
                    deploy:
                      - {branch: live, publish: "mirage/web:live", services: [{service: web, host: toxis}, {stack: {name: site, file: stack.yaml}, host: toxis, slack: "#site"}]}
                  - unikernel: Dockerfile
                    target: hvt
                    deploy:
                      - {branch: live, unikernel: www, host: robur, memory: 512}
            """;

    private static Plan plan(String branch) throws Exception {
        Rules rules = RulesReader.read("rules.yaml", RULES.getBytes(StandardCharsets.UTF_8));
        String id = "0123456789abcdef0123456789abcdef01234567";
        return Planner.plan(
                rules, new Revision(new RepositoryName("mirage", "web"), new Head.Branch(branch), id, id), Map.of());
    }

    @Test
    void tells_what_is_built_published_and_deployed() throws Exception {
        Plan plan = plan("live");

        Map<String, Object> map =
                PlanMap.of(plan, "rules-1", Set.of(plan.builds().get(1).key()));

        assertThat(map)
                .containsEntry("repository", "mirage/web")
                .containsEntry("head", "live")
                .containsEntry("live", true)
                .containsEntry("rules", "rules-1");
        assertThat(list(map, "builds"))
                .extracting(
                        build -> build.get("architecture"), build -> build.get("built"), build -> build.get("label"))
                .containsExactly(
                        tuple("x86_64", false, "linux-x86_64"),
                        tuple("arm64", true, "linux-arm64"),
                        tuple("x86_64", false, "linux-x86_64"));
        Map<String, Object> publication = list(map, "publications").get(0);
        assertThat(publication).containsEntry("name", "mirage/web:live");
        assertThat(list(map, "deployments"))
                .extracting(task -> task.get("kind"))
                .containsExactly("service", "stack", "unikernel");
        assertThat(list(map, "deployments").get(0))
                .containsEntry("service", "web")
                .containsEntry("host", "toxis")
                .containsEntry("publication", publication.get("title"))
                .containsEntry("slack", "");
        assertThat(list(map, "deployments").get(1)).containsEntry("slack", "#site");
        assertThat(list(map, "deployments").get(2))
                .containsEntry("unikernel", "www")
                .containsEntry("key", plan.builds().get(2).key().hex())
                .containsEntry(
                        "image",
                        "registry.example.org/staging:"
                                + plan.builds().get(2).key().hex());
    }

    @Test
    void is_made_of_what_a_pipeline_can_save() throws Exception {
        assertPlain(PlanMap.of(plan("live"), "rules-1", Set.of()));
        assertPlain(PlanMap.of(plan("feature"), "rules-1", Set.of()));
    }

    private static void assertPlain(Object value) {
        if (value instanceof Map<?, ?> map) {
            assertThat(map).isExactlyInstanceOf(LinkedHashMap.class);
            map.values().forEach(PlanMapTest::assertPlain);
        } else if (value instanceof List<?> list) {
            assertThat(list).isExactlyInstanceOf(ArrayList.class);
            list.forEach(PlanMapTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(String.class, Boolean.class, Integer.class);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> map, String key) {
        return (List<Map<String, Object>>) map.get(key);
    }
}

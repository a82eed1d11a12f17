package io.jenkins.plugins.deployer.plan.difference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PlanJson;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that rules do: every plan of every head, in no order, with the hosts that are deployed to. */
final class AllPlans {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";
    private static final List<Head> HEADS =
            List.of(new Head.Branch("live"), new Head.Branch("main"), new Head.Branch("other"), new Head.Tag("v1"));

    private AllPlans() {}

    static Set<Object> of(Rules rules) {
        Set<Object> all = new HashSet<>();
        for (RepositoryName repository : rules.repositories().keySet()) {
            all.add(rules.url(repository));
            for (Head head : HEADS) {
                Revision revision = new Revision(repository, head, ID, ID);
                Map<BuildArgument.LookedUp, String> values = new HashMap<>();
                Planner.lookUps(rules, revision).forEach(lookUp -> values.put(lookUp, "found"));
                add(all, rules, Planner.plan(rules, revision, values));
            }
        }
        for (FollowedImage image : rules.images()) {
            all.add(image.image() + " every " + image.every());
            image.services().forEach(service -> all.add(image.image() + " in " + service));
        }
        return all;
    }

    private static void add(Set<Object> all, Rules rules, Plan plan) {
        JsonNode json = PlanJson.of(plan);
        for (String kind : List.of("builds", "publications", "deployments")) {
            for (JsonNode task : json.path(kind)) {
                ObjectNode plain = ((ObjectNode) task).deepCopy();
                plain.remove(List.of("title", "keep"));
                Map<String, Object> fields = new HashMap<>();
                plain.fields().forEachRemaining(field -> fields.put(field.getKey(), unordered(field.getValue())));
                Host host = rules.hosts().get(task.path("host").asText());
                all.add(List.of(
                        plan.revision().repository(), plan.revision().head(), kind, fields, String.valueOf(host)));
            }
        }
    }

    private static Object unordered(JsonNode value) {
        if (value.isArray()) {
            Set<String> items = new TreeSet<>();
            value.forEach(item -> items.add(item.toString()));
            return items;
        }
        return value.isObject() ? new TreeSet<>(List.of(value.toString().split("[{},]"))) : value.toString();
    }
}

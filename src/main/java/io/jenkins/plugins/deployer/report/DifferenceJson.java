package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.plan.difference.Change;
import io.jenkins.plugins.deployer.plan.difference.Detail;
import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.plan.difference.Subject;

/** The JSON form of what a change of the rules does; docs/json.md describes it. */
public final class DifferenceJson {
    private DifferenceJson() {}

    /** A list of the changes. */
    public static ArrayNode of(RulesDifference difference) {
        ArrayNode changes = JsonNodeFactory.instance.arrayNode();
        difference.changes().forEach(change -> changes.add(of(change)));
        return changes;
    }

    private static ObjectNode of(Change change) {
        Subject subject = change.subject();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("change", change.sort().label())
                .put("kind", subject.what().label())
                .put("name", subject.name());
        subject.host().ifPresent(host -> json.put("host", host));
        subject.repository().ifPresent(repository -> json.put("repository", repository.toString()));
        if (change.rebuilds()) {
            json.put("rebuilt", true);
        }
        if (!change.concerns().isEmpty()) {
            ArrayNode services = json.putArray("services");
            change.concerns().forEach(services::add);
        }
        ArrayNode details = json.putArray("details");
        for (Detail detail : change.details()) {
            ObjectNode one = details.addObject().put("field", detail.field());
            detail.before().ifPresent(value -> one.put("before", value));
            detail.after().ifPresent(value -> one.put("after", value));
        }
        return json;
    }
}

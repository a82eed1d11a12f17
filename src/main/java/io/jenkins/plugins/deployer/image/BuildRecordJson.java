package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The JSON form of build records. */
final class BuildRecordJson {
    private static final String BRANCH = "branch";
    private static final String TAG = "tag";
    private static final String CHANGE_REQUEST = "change request";

    private BuildRecordJson() {}

    static ObjectNode write(BuildRecord build) {
        Revision revision = build.revision();
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("key", build.key().hex());
        json.put("architecture", build.architecture().label());
        json.put("image", build.image().toString());
        json.put("owner", revision.repository().owner());
        json.put("repository", revision.repository().name());
        json.put("kind", kind(revision.head()));
        json.put("head", revision.head().name());
        if (revision.head() instanceof Head.ChangeRequest request) {
            json.put("target", request.target());
        }
        json.put("commit", revision.commit());
        json.put("tree", revision.tree());
        json.put("finished", build.finished().toString());
        json.put("took", build.took().toString());
        build.checked().ifPresent(fingerprint -> json.put("checked", fingerprint));
        return json;
    }

    /** The record; empty if that is none. */
    static Optional<BuildRecord> read(JsonNode json) {
        try {
            Optional<Head> head = head(json);
            Optional<Architecture> architecture = Arrays.stream(Architecture.values())
                    .filter(each -> each.label().equals(text(json, "architecture")))
                    .findFirst();
            if (head.isEmpty() || architecture.isEmpty()) {
                return Optional.empty();
            }
            Revision revision = new Revision(
                    new RepositoryName(text(json, "owner"), text(json, "repository")),
                    head.get(),
                    text(json, "commit"),
                    text(json, "tree"));
            return Optional.of(new BuildRecord(
                    new BuildKey(text(json, "key")),
                    architecture.get(),
                    ImageName.parse(text(json, "image")),
                    revision,
                    Instant.parse(text(json, "finished")),
                    Duration.parse(text(json, "took")),
                    Optional.ofNullable(json.path("checked").textValue())));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String kind(Head head) {
        if (head instanceof Head.Branch) {
            return BRANCH;
        }
        return head instanceof Head.Tag ? TAG : CHANGE_REQUEST;
    }

    private static Optional<Head> head(JsonNode json) {
        String name = text(json, "head");
        return switch (text(json, "kind")) {
            case BRANCH -> Optional.of(new Head.Branch(name));
            case TAG -> Optional.of(new Head.Tag(name));
            case CHANGE_REQUEST -> Optional.of(new Head.ChangeRequest(name, text(json, "target")));
            default -> Optional.empty();
        };
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}

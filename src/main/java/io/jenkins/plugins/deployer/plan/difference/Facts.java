package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.rules.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that rules say of a subject, as texts that are equal exactly if the same is meant. For one thread. */
final class Facts {
    static final String HOST = "host";
    static final String REPOSITORY = "repository";
    static final String HEAD = "from";
    static final String BUILD = "build";
    static final String ARCHITECTURES = "architectures";

    private final Map<String, String> values = new LinkedHashMap<>();

    Facts put(String field, String value) {
        values.put(field, value);
        return this;
    }

    Facts put(String field, Optional<String> value) {
        value.ifPresent(text -> values.put(field, text));
        return this;
    }

    Optional<String> get(String field) {
        return Optional.ofNullable(values.get(field));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Each of them as it is from now on. */
    List<Detail> added() {
        return compared(new Facts(), this);
    }

    /** Each of them as it was. */
    List<Detail> removed() {
        return compared(this, new Facts());
    }

    /** Those that differ, in the order of the second. */
    static List<Detail> compared(Facts before, Facts after) {
        Set<String> fields = new LinkedHashSet<>(after.values.keySet());
        fields.addAll(before.values.keySet());
        List<Detail> details = new ArrayList<>();
        for (String field : fields) {
            if (!before.get(field).equals(after.get(field))) {
                details.add(new Detail(field, before.get(field), after.get(field)));
            }
        }
        return details;
    }

    /** How a host is reached and what is done there, but for its name. */
    static Facts of(Host host) {
        Facts facts = new Facts();
        facts.put("kind", host.kind());
        if (host instanceof Host.Docker docker) {
            facts.put("endpoint", docker.endpoint());
        } else if (host instanceof Host.Solo5 solo5) {
            facts.put("endpoint", solo5.endpoint().toString()).put("directory", solo5.directory());
            facts.put("redeploy", Texts.words(solo5.redeploy())).put("status", Texts.words(solo5.status()));
        } else if (host instanceof Host.Albatross albatross) {
            facts.put("endpoint", albatross.endpoint());
            facts.put("domain", Optional.of(albatross.domain()).filter(domain -> !domain.isEmpty()));
        }
        return facts.put("via", host.via());
    }
}

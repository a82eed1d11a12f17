package io.jenkins.plugins.deployer.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One mapping of a file, read by the keys of its form. A key that is not there, or whose value is wrong and was
 * reported, gives nothing.
 */
final class Fields {
    private final Values values;
    private final Yaml mapping;
    private final Form form;
    private final Map<String, Values.Named> entries;

    Fields(Values values, Yaml mapping, Form form, Map<String, Values.Named> entries) {
        this.values = values;
        this.mapping = mapping;
        this.form = form;
        this.entries = entries;
    }

    Form form() {
        return form;
    }

    /** Where the mapping begins. */
    Yaml place() {
        return mapping;
    }

    /** Where the value of the first of the keys that is there begins, else where the mapping does. */
    Yaml place(String... keys) {
        for (String key : keys) {
            Optional<Yaml> value = value(key);
            if (value.isPresent()) {
                return value.get();
            }
        }
        return mapping;
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    Optional<Yaml> value(String key) {
        if (!form.keys().contains(key)) {
            throw new IllegalStateException(form + " has no key " + key);
        }
        return Optional.ofNullable(entries.get(key)).map(Values.Named::value);
    }

    /** Reports a problem unless exactly one of the keys is there; says which one that is. */
    Optional<String> only(String... keys) {
        List<String> present = List.of(keys).stream().filter(this::has).toList();
        if (present.isEmpty()) {
            values.problems().add(mapping, form.title() + " needs " + Suggestion.listed(List.of(keys), "or"));
        } else if (present.size() > 1) {
            values.problems()
                    .add(
                            entries.get(present.get(1)).key(),
                            form.title() + " cannot have both " + Suggestion.listed(present, "and"));
        }
        return present.size() == 1 ? Optional.of(present.get(0)) : Optional.empty();
    }

    Optional<String> text(String key) {
        return value(key).flatMap(value -> values.text(Quoted.text(key), value));
    }

    <T> Optional<T> parsed(String key, Function<String, T> parser) {
        return value(key).flatMap(value -> values.parsed(Quoted.text(key), value, parser));
    }

    Optional<Boolean> flag(String key) {
        return value(key).flatMap(value -> values.flag(Quoted.text(key), value));
    }

    Optional<Integer> integer(String key, int least, int most) {
        return value(key).flatMap(value -> values.integer(Quoted.text(key), value, least, most));
    }

    /** Longer than nothing. */
    Optional<Duration> duration(String key) {
        String what = Quoted.text(key);
        return value(key)
                .flatMap(value ->
                        values.parsed(what, value, text -> Durations.positive(what, Durations.parse(what, text))));
    }

    <T> Optional<List<T>> list(String key, Function<Yaml, Optional<T>> item) {
        return value(key).flatMap(value -> values.list(Quoted.text(key), value, item));
    }

    <T> Optional<List<T>> filledList(String key, Function<Yaml, Optional<T>> item) {
        return value(key).flatMap(value -> values.filledList(Quoted.text(key), value, item));
    }

    Optional<List<String>> texts(String key) {
        return value(key).flatMap(value -> values.texts(Quoted.text(key), value));
    }

    Optional<List<Values.Named>> named(String key) {
        return value(key).flatMap(value -> values.named(Quoted.text(key), value));
    }
}

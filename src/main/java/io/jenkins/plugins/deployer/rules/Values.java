package io.jenkins.plugins.deployer.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads values of a file. Every method returns what it was asked for, or reports a problem at the value's place and
 * returns nothing. {@code what} is the subject of the sentence that it then says.
 */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,8}");

    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    /** One entry of a mapping whose keys are names. */
    record Named(Yaml.Scalar key, Yaml value) {
        String name() {
            return key.text();
        }
    }

    Problems problems() {
        return problems;
    }

    /** What {@code maker} makes; its {@link IllegalArgumentException} is the problem. */
    <T> Optional<T> made(Yaml at, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            problems.add(at, e.getMessage());
            return Optional.empty();
        }
    }

    /** Any scalar, as it was written: {@code no} and {@code 1.0} are texts like others. */
    Optional<String> text(String what, Yaml value) {
        if (!(value instanceof Yaml.Scalar scalar)) {
            return wrong(value, what + " must be a text, not " + kind(value));
        }
        if (scalar.isNothing()) {
            boolean comment = scalar.text().isEmpty();
            return wrong(
                    value,
                    what + " has no value"
                            + (comment
                                    ? " (one that begins with # needs quotes)"
                                    : "; put a text such as " + Quoted.text(scalar.text()) + " in quotes"));
        }
        return Optional.of(scalar.text());
    }

    /** A text that {@code parser} takes. */
    <T> Optional<T> parsed(String what, Yaml value, Function<String, T> parser) {
        return text(what, value).flatMap(text -> made(value, () -> parser.apply(text)));
    }

    Optional<Boolean> flag(String what, Yaml value) {
        if (!(value instanceof Yaml.Scalar scalar)) {
            return wrong(value, what + " must be true or false, not " + kind(value));
        }
        String text = scalar.text();
        if (scalar.plain() && text.equals("true") || scalar.plain() && text.equals("false")) {
            return Optional.of(text.equals("true"));
        }
        String meant =
                switch (text) {
                    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y", "1" ->
                        "; did you mean true?";
                    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N", "0" ->
                        "; did you mean false?";
                    default -> "";
                };
        return wrong(
                value,
                what + " must be true or false"
                        + (scalar.plain() ? ", not " + Quoted.text(text) : " without quotes")
                        + meant);
    }

    Optional<Integer> integer(String what, Yaml value, int least, int most) {
        String must = what + " must be a whole number from " + least + " to " + most;
        if (!(value instanceof Yaml.Scalar scalar)) {
            return wrong(value, must + ", not " + kind(value));
        }
        if (!NUMBER.matcher(scalar.text()).matches()) {
            return wrong(value, must + ", not " + Quoted.text(scalar.text()));
        }
        if (!scalar.plain()) {
            return wrong(value, must + ", without quotes");
        }
        int number = Integer.parseInt(scalar.text());
        return number < least || number > most ? wrong(value, must + ", not " + number) : Optional.of(number);
    }

    /** The items of a list that {@code item} could read. */
    <T> Optional<List<T>> list(String what, Yaml value, Function<Yaml, Optional<T>> item) {
        if (!(value instanceof Yaml.Sequence sequence)) {
            return wrong(value, what + " must be a list such as [a, b], not " + kind(value));
        }
        List<T> items = new ArrayList<>();
        for (Yaml each : sequence.items()) {
            item.apply(each).ifPresent(items::add);
        }
        return Optional.of(items);
    }

    /** A list that has at least one item. */
    <T> Optional<List<T>> filledList(String what, Yaml value, Function<Yaml, Optional<T>> item) {
        if (value instanceof Yaml.Sequence sequence && sequence.items().isEmpty()) {
            return wrong(value, what + " must not be an empty list");
        }
        return list(what, value, item);
    }

    Optional<List<String>> texts(String what, Yaml value) {
        return list(what, value, item -> parsed("an item of " + what, item, text -> Checked.plainText(what, text)));
    }

    /** The entries of a mapping whose keys are names, each once. */
    Optional<List<Named>> named(String what, Yaml value) {
        if (!(value instanceof Yaml.Mapping mapping)) {
            return wrong(value, what + " must be a mapping (name: value), not " + kind(value));
        }
        Map<String, Named> entries = new LinkedHashMap<>();
        for (Yaml.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Yaml.Scalar key)) {
                problems.add(entry.key(), "a key must be a text, not " + kind(entry.key()));
                continue;
            }
            Named earlier = entries.putIfAbsent(key.text(), new Named(key, entry.value()));
            if (earlier != null) {
                problems.add(
                        key,
                        "the key " + Quoted.text(key.text()) + " is here twice; the first is in line "
                                + earlier.key().line());
            }
        }
        return Optional.of(List.copyOf(entries.values()));
    }

    /** A mapping of the form. */
    Optional<Fields> fields(Yaml value, Form form) {
        return byName(form.title(), value).map(entries -> checked(value, form, entries));
    }

    /** A mapping of one of the forms, told apart by their signs. */
    Optional<Fields> fields(Yaml value, String what, List<Form> forms) {
        return byName(what, value)
                .flatMap(entries -> chosen(value, what, forms, entries).map(form -> checked(value, form, entries)));
    }

    private Optional<Map<String, Named>> byName(String what, Yaml value) {
        return named(what, value).map(entries -> {
            Map<String, Named> byName = new LinkedHashMap<>();
            entries.forEach(entry -> byName.put(entry.name(), entry));
            return byName;
        });
    }

    private Optional<Form> chosen(Yaml value, String what, List<Form> forms, Map<String, Named> entries) {
        List<Form> signed =
                forms.stream().filter(form -> entries.containsKey(form.sign())).toList();
        if (signed.size() == 1) {
            return Optional.of(signed.get(0));
        }
        if (signed.size() > 1) {
            Yaml second = entries.get(signed.get(1).sign()).key();
            return wrong(second, what + " cannot have both " + Suggestion.listed(signs(signed), "and"));
        }
        List<String> known =
                forms.stream().flatMap(form -> form.keys().stream()).distinct().toList();
        for (Named entry : entries.values()) {
            if (!known.contains(entry.name())) {
                unknown(entry, what, known);
            }
        }
        return wrong(value, what + " needs " + Suggestion.listed(signs(forms), "or"));
    }

    private static List<String> signs(List<Form> forms) {
        return forms.stream().map(Form::sign).toList();
    }

    private Fields checked(Yaml value, Form form, Map<String, Named> entries) {
        for (Named entry : entries.values()) {
            if (!form.keys().contains(entry.name())) {
                form.siblings().stream()
                        .filter(other -> other.keys().contains(entry.name()))
                        .findFirst()
                        .ifPresentOrElse(
                                other -> problems.add(
                                        entry.key(),
                                        Quoted.text(entry.name()) + " is a key of " + other.title() + ", not of "
                                                + form.title()),
                                () -> unknown(entry, form.title(), form.keys()));
            }
        }
        for (String key : form.required()) {
            if (!entries.containsKey(key)) {
                problems.add(value, form.title() + " needs the key " + Quoted.text(key));
            }
        }
        return new Fields(this, value, form, entries);
    }

    private void unknown(Named entry, String what, List<String> known) {
        if (entry.name().equals("<<")) {
            problems.add(entry.key(), "rules files have no merge key <<; write the keys out, or use an alias");
        } else {
            problems.add(entry.key(), "unknown key " + Quoted.text(entry.name()) + " in " + what, entry.name(), known);
        }
    }

    private <T> Optional<T> wrong(Yaml at, String message) {
        problems.add(at, message);
        return Optional.empty();
    }

    static String kind(Yaml value) {
        if (value instanceof Yaml.Sequence) {
            return "a list";
        }
        if (value instanceof Yaml.Mapping) {
            return "a mapping";
        }
        return ((Yaml.Scalar) value).isNothing() ? "nothing" : "a single value";
    }
}

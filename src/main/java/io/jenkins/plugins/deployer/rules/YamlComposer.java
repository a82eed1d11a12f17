package io.jenkins.plugins.deployer.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Makes the one tree of a YAML file out of the parser's events. Nothing is guessed from what a value looks like and
 * no key is merged: the tree says what was written. Depth and size are bounded, with aliases counted as often as they
 * are used, so that reading the tree takes bounded time too.
 */
final class YamlComposer {
    private static final int DEEPEST = 32;
    /** Fits 10,000 repositories of five deployed builds several times. */
    private static final int HEAVIEST = 4_000_000;

    private static final String YAML_TAG = "tag:yaml.org,2002:";

    private final Parser parser;
    private final Problems problems;
    private final Map<String, Yaml> anchors = new HashMap<>();
    private int weight;
    /** Where the value that was read last begins. */
    private Mark last;

    private YamlComposer(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the reader has its own limit, in bytes
        parser = new ParserImpl(new YamlCharacters(text), options);
        this.problems = problems;
    }

    /**
     * @param problems takes what is wrong but lets the rest of the file be read
     * @throws YamlFault where the rest cannot be read
     */
    static Yaml compose(String text, Problems problems) throws YamlFault {
        YamlComposer composer = new YamlComposer(text, problems);
        try {
            return composer.file();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw fault(mark, sentence(e));
        } catch (YAMLException | NumberFormatException e) {
            // The scanner lets the latter pass for an escape such as \x at the end of the file.
            throw fault(composer.last, "this is not YAML, somewhere after this place");
        }
    }

    /** The parser's words, and what people usually meant who got to read them. */
    private static String sentence(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext();
        String problem = String.valueOf(e.getProblem());
        if (problem.contains("(TAB)")) {
            return "a tab cannot indent in YAML; use spaces";
        }
        String advice = "";
        if (problem.contains("cannot start any token")
                || context.contains("scanning an alias")
                || context.contains("scanning an anchor")) {
            advice = "; a text that begins with such a character needs quotes";
        } else if (problem.contains("mapping values are not allowed")) {
            advice =
                    "; a text with a colon and a blank in it needs quotes, and keys of one mapping stand in one column";
        } else if (e.getContextMark() != null
                && e.getContextMark().getLine() < e.getProblemMark().getLine()) {
            advice = "; it begins in line " + (e.getContextMark().getLine() + 1);
        }
        String said = (context.isEmpty() ? "" : context + ", ") + problem.replaceFirst("\\. \\(Do not use .*", "");
        return "this is not YAML: " + oneLine(said) + advice;
    }

    private static String oneLine(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    private static YamlFault fault(Mark mark, String message) {
        return mark == null
                ? new YamlFault(1, 1, message)
                : new YamlFault(mark.getLine() + 1, mark.getColumn() + 1, message);
    }

    private Yaml file() throws YamlFault {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw new YamlFault(1, 1, "the file is empty; it needs at least \"version: 1\"");
        }
        parser.getEvent();
        Yaml root = value(0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw fault(
                    parser.peekEvent().getStartMark(), "a second YAML document begins here; a rules file has only one");
        }
        return root;
    }

    private Yaml value(int depth) throws YamlFault {
        NodeEvent event = (NodeEvent) parser.getEvent();
        Mark mark = event.getStartMark();
        last = mark;
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        if (event instanceof AliasEvent) {
            return charged(mark, target(event, mark));
        }
        if (depth > DEEPEST) {
            throw fault(mark, "this is nested deeper than " + DEEPEST + " levels");
        }
        // Known but not finished: an alias that meets it is inside of what it stands for.
        remember(event, null);
        Yaml value = event instanceof ScalarEvent scalar
                ? charged(mark, scalar(scalar, line, column))
                : collection((CollectionStartEvent) event, line, column, depth);
        remember(event, value);
        return value;
    }

    private void remember(NodeEvent event, Yaml value) {
        if (event.getAnchor() != null) {
            anchors.put(event.getAnchor(), value);
        }
    }

    private Yaml target(NodeEvent alias, Mark mark) throws YamlFault {
        String name = alias.getAnchor();
        if (!anchors.containsKey(name)) {
            throw fault(
                    mark,
                    "the alias " + Quoted.text("*" + name) + " has no anchor " + Quoted.text("&" + name) + " before it"
                            + Suggestion.among(anchors.keySet()).sentence(name));
        }
        Yaml target = anchors.get(name);
        if (target == null) {
            throw fault(mark, "the alias " + Quoted.text("*" + name) + " is inside of what it stands for");
        }
        return target;
    }

    /** Adds to the weight of the file what was written or repeated here. */
    private Yaml charged(Mark mark, Yaml value) throws YamlFault {
        weight += value.weight();
        if (weight > HEAVIEST) {
            throw fault(mark, "there is too much in this file, with each alias counted as what it stands for");
        }
        return value;
    }

    private Yaml.Scalar scalar(ScalarEvent event, int line, int column) {
        Yaml.Scalar scalar = new Yaml.Scalar(line, column, event.getValue(), event.isPlain());
        checkTag(scalar, event.getTag());
        return scalar;
    }

    private void checkTag(Yaml value, String tag) {
        if (tag != null) {
            problems.add(
                    value,
                    "rules files have no tags such as "
                            + Quoted.text(tag.replaceFirst("^" + YAML_TAG, "!!"))
                            + "; leave it out (quotes make a text of anything)");
        }
    }

    private Yaml collection(CollectionStartEvent event, int line, int column, int depth) throws YamlFault {
        int before = weight++;
        Yaml value = event.is(Event.ID.SequenceStart)
                ? new Yaml.Sequence(line, column, items(depth), weight - before)
                : new Yaml.Mapping(line, column, entries(depth), weight - before);
        checkTag(value, event.getTag());
        parser.getEvent();
        return value;
    }

    private List<Yaml> items(int depth) throws YamlFault {
        List<Yaml> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value(depth + 1));
        }
        return items;
    }

    private List<Yaml.Entry> entries(int depth) throws YamlFault {
        List<Yaml.Entry> entries = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Yaml key = value(depth + 1);
            entries.add(new Yaml.Entry(key, value(depth + 1)));
        }
        return entries;
    }
}

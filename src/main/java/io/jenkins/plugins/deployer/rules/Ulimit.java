package io.jenkins.plugins.deployer.rules;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A limit in the form of {@code docker build --ulimit}: {@code NAME=SOFT[:HARD]}, where -1 is no limit. */
final class Ulimit {
    /** Those of setrlimit(2) that Docker knows. */
    static final Set<String> NAMES = Set.of(
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private static final Pattern FORM = Pattern.compile("([a-z]{1,20})=(-1|[0-9]{1,18})(?::(-1|[0-9]{1,18}))?");

    private Ulimit() {}

    /** @throws IllegalArgumentException with a sentence if the text is no limit */
    static String checkedName(String text) {
        Checked.line("the limit", text);
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the limit " + Quoted.text(text)
                    + " is not NAME=SOFT or NAME=SOFT:HARD, such as \"nofile=1024:4096\"");
        }
        String name = matcher.group(1);
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("Docker knows no limit " + Quoted.text(name)
                    + Suggestion.among(NAMES).sentence(name));
        }
        if (matcher.group(3) != null && size(matcher.group(2)) > size(matcher.group(3))) {
            throw new IllegalArgumentException(
                    "the limit " + Quoted.text(text) + " has a soft value above the hard one");
        }
        return name;
    }

    private static long size(String number) {
        return number.equals("-1") ? Long.MAX_VALUE : Long.parseLong(number);
    }
}

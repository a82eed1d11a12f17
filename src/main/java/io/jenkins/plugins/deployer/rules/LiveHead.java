package io.jenkins.plugins.deployer.rules;

import java.util.regex.Pattern;

/**
 * The branch, or the tags, whose commits a rule deploys.
 *
 * @param kind branch or tag
 * @param name the name of the branch; for tags a name in which {@code *} stands for any text
 */
public record LiveHead(Kind kind, String name) {
    /** What the name is the name of. */
    public enum Kind {
        BRANCH,
        TAG
    }

    /** What git-check-ref-format(1) forbids anywhere in a name. */
    private static final Pattern FORBIDDEN = Pattern.compile("\\.\\.|@\\{|//|[ ~^:?\\[\\\\]|\\.lock(?:/|$)|(?:^|/)\\.");

    /** @throws IllegalArgumentException with a sentence if Git would not take the name */
    public LiveHead {
        String what = kind == Kind.BRANCH ? "the branch name" : "the tag name";
        Checked.line(what, name);
        boolean prefixed = name.startsWith("refs/");
        if (prefixed) {
            throw new IllegalArgumentException(
                    what + " " + Quoted.text(name) + " must not begin with refs/; did you mean "
                            + Quoted.text(name.replaceFirst("^refs/(?:heads/|tags/)?", "")) + "?");
        }
        boolean starred = kind == Kind.BRANCH && name.contains("*");
        if (starred) {
            throw new IllegalArgumentException(
                    what + " " + Quoted.text(name) + " must not have a *: a rule deploys one branch");
        }
        if (FORBIDDEN.matcher(name).find()
                || name.startsWith("/")
                || name.startsWith("-")
                || name.endsWith("/")
                || name.endsWith(".")
                || name.equals("@")
                || name.equals("HEAD")) {
            throw new IllegalArgumentException(
                    what + " " + Quoted.text(name) + " is none that Git allows (see git-check-ref-format)");
        }
    }

    public static LiveHead branch(String name) {
        return new LiveHead(Kind.BRANCH, name);
    }

    /** @param name in which {@code *} stands for any text */
    public static LiveHead tag(String name) {
        return new LiveHead(Kind.TAG, name);
    }

    /** Whether a branch or tag (as {@link #kind} says) of this name is meant. */
    public boolean matches(String candidate) {
        return kind == Kind.BRANCH ? name.equals(candidate) : glob(candidate);
    }

    /** Takes time in proportion to the product of the lengths at most. */
    private boolean glob(String candidate) {
        int at = 0;
        int pattern = 0;
        int star = -1;
        int resume = 0;
        while (at < candidate.length()) {
            if (pattern < name.length() && name.charAt(pattern) == '*') {
                star = pattern++;
                resume = at;
            } else if (pattern < name.length() && name.charAt(pattern) == candidate.charAt(at)) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (pattern < name.length() && name.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == name.length();
    }

    /** For people: {@code live}, or {@code tag v*}. */
    @Override
    public String toString() {
        return kind == Kind.BRANCH ? name : "tag " + name;
    }
}

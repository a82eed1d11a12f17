package io.jenkins.plugins.deployer.jenkins.trust;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ref specs of a branch source: which refs of the server become which refs of the clone that Jenkins looks into. */
final class RefSpecs {
    static final String HEADS = "refs/heads/";
    static final String TAGS = "refs/tags/";

    private static final String REMOTES = "refs/remotes/";
    private static final Pattern FORM = Pattern.compile("\\+?([^:]*):([^:]+)");
    private static final Pattern TRACKED = Pattern.compile(REMOTES + "[^/*]+/(.+)");

    private RefSpecs() {}

    /**
     * Whether a branch or tag is in the clone what it is on the server, and not some other ref under its name.
     *
     * @param templates as they are configured, with {@code @{remote}} for the name of the remote
     * @param ref {@code refs/heads/…} or {@code refs/tags/…}
     */
    static boolean keep(List<String> templates, String ref) {
        return templates.stream().allMatch(template -> keeps(template, ref));
    }

    private static boolean keeps(String template, String ref) {
        Matcher form = FORM.matcher(template);
        if (!form.matches()) {
            return !template.contains(":");
        }
        String source = form.group(1);
        String target = form.group(2).replace("@{remote}", "remote");
        Matcher tracked = TRACKED.matcher(target);
        if (tracked.matches()) {
            return !ref.startsWith(HEADS) || only(ref, source, tracked.group(1), ref.substring(HEADS.length()));
        }
        if (target.startsWith(TAGS)) {
            return !ref.startsWith(TAGS) || only(ref, source, target, ref);
        }
        int star = target.indexOf('*');
        String before = star < 0 ? target : target.substring(0, star);
        return star < 0 || !REMOTES.startsWith(before) && !TAGS.startsWith(before) && !before.startsWith(REMOTES);
    }

    /** Whether nothing but the ref becomes what has its name in the clone. */
    private static boolean only(String ref, String source, String target, String name) {
        int star = target.indexOf('*');
        if (star < 0) {
            return !target.equals(name) || source.equals(ref);
        }
        String before = target.substring(0, star);
        String after = target.substring(star + 1);
        boolean meant =
                name.length() >= before.length() + after.length() && name.startsWith(before) && name.endsWith(after);
        return !meant
                || source.replace("*", name.substring(before.length(), name.length() - after.length()))
                        .equals(ref);
    }
}

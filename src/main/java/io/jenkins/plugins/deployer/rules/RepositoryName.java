package io.jenkins.plugins.deployer.rules;

import java.util.regex.Pattern;

/**
 * The name of a repository on the forge, as {@code OWNER/REPO}; the owner may itself have several segments.
 *
 * @param owner for example {@code ocurrent}
 * @param name for example {@code docker-base-images}
 */
public record RepositoryName(String owner, String name) {
    private static final String FORM = "; write OWNER/REPO, such as \"ocurrent/docker-base-images\"";
    private static final Pattern FORBIDDEN = Pattern.compile("[\\s:?#%*\\\\\"<>|]");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public RepositoryName {
        String whole = owner + "/" + name;
        Checked.line("the repository name", whole);
        for (String segment : whole.split("/", -1)) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.startsWith("-")
                    || FORBIDDEN.matcher(segment).find()) {
                throw new IllegalArgumentException(
                        "the repository name " + Quoted.text(whole) + " is not valid" + FORM);
            }
        }
        if (name.contains("/")) {
            throw new IllegalArgumentException("the repository name " + Quoted.text(name) + " has a slash too many");
        }
        if (name.endsWith(".git")) {
            throw new IllegalArgumentException("the repository name " + Quoted.text(whole)
                    + " must not end with .git; did you mean " + Quoted.text(whole.substring(0, whole.length() - 4))
                    + "?");
        }
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public static RepositoryName parse(String text) {
        int slash = text.lastIndexOf('/');
        if (text.contains("://")) {
            throw new IllegalArgumentException(
                    "the repository name " + Quoted.text(text) + " is an address: the forge has its own key" + FORM);
        }
        if (slash < 0) {
            throw new IllegalArgumentException("the repository name " + Quoted.text(text) + " has no owner" + FORM);
        }
        return new RepositoryName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}

package io.jenkins.plugins.deployer.rules;

import java.util.regex.Pattern;

/**
 * A secret of a build, by Docker's own id.
 *
 * @param id the id that the Dockerfile mounts
 * @param source where the value is
 */
public record BuildSecret(String id, Source source) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public BuildSecret {
        Checked.matching("the id of a secret", ID, "up to 128 letters, digits, _, . and -", id);
    }

    /** Where the value of a secret is. Constructors throw {@link IllegalArgumentException} with a sentence. */
    public sealed interface Source {}

    /** A file on the machine that builds. */
    public record File(String path) implements Source {
        public File {
            Checked.line("the path of a secret", path);
            if (path.contains(",") || path.contains("\"")) {
                throw new IllegalArgumentException("the path of a secret " + Quoted.text(path)
                        + " has a comma or a quote, which docker build cannot read");
            }
        }
    }

    /** An environment variable of whoever runs the build. */
    public record Environment(String variable) implements Source {
        public Environment {
            Checked.matching("the variable of a secret", VARIABLE, "a name: letters, digits and underscores", variable);
        }
    }

    /** A credential: of Jenkins by its id; in the local command the environment variable of that name. */
    public record Credential(String id) implements Source {
        public Credential {
            Checked.line("the credential of a secret", id);
        }
    }

    /**
     * Reads Docker's own form, {@code id=NAME,src=PATH} or {@code id=NAME,env=VARIABLE}, or a bare id, which is
     * the id of a credential too.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static BuildSecret parse(String text) {
        if (!text.contains("=") && !text.contains(",")) {
            return new BuildSecret(text, new Credential(text));
        }
        String id = null;
        String type = null;
        Source source = null;
        for (String field : text.split(",", -1)) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? field : field.substring(0, equals);
            String value = field.substring(equals + 1);
            boolean again = false;
            switch (key) {
                case "id" -> {
                    again = id != null;
                    id = value;
                }
                case "type" -> {
                    again = type != null;
                    type = value;
                }
                case "src", "source" -> {
                    again = source != null;
                    source = new File(value);
                }
                case "env" -> {
                    again = source != null;
                    source = new Environment(value);
                }
                default -> throw malformed(text);
            }
            if (again || equals < 0) {
                throw malformed(text);
            }
        }
        boolean fits = type == null
                || type.equals("file") && source instanceof File
                || type.equals("env") && source instanceof Environment;
        if (id == null || source == null || !fits) {
            throw malformed(text);
        }
        return new BuildSecret(id, source);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("the secret " + Quoted.text(text)
                + " is not id=NAME,src=PATH or id=NAME,env=VARIABLE or the id of a credential"
                + (text.contains(",") ? "" : " (between [ and ], a text with a comma needs quotes)"));
    }
}

package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts that were looked at before they became part of a value. Each method returns what it was given, or throws an
 * {@link IllegalArgumentException} with a sentence that begins with {@code what}.
 */
final class Checked {
    private static final int LONGEST_LINE = 4_096;

    private Checked() {}

    /** Any Unicode text on one line; may be empty. */
    static String plainText(String what, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                throw new IllegalArgumentException(what + " has a "
                        + (c == '\n' || c == '\r' ? "line break" : "control character") + ": " + Quoted.text(text));
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(what + " has half of a character: " + Quoted.text(text));
            }
            i += Character.charCount(c);
        }
        return text;
    }

    /** Text on one line that is not blank, has no blanks around it and is not endless. */
    static String line(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        plainText(what, text);
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException(what + " begins or ends with a blank: " + Quoted.text(text));
        }
        if (text.length() > LONGEST_LINE) {
            throw new IllegalArgumentException(
                    what + " is longer than " + LONGEST_LINE + " characters: " + Quoted.text(text));
        }
        return text;
    }

    /** @param form what a good text looks like, for the sentence */
    static String matching(String what, Pattern pattern, String form, String text) {
        line(what, text);
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " " + Quoted.text(text) + " is not " + form);
        }
        return text;
    }

    /** A path below the top of a repository, with {@code /} between its parts. */
    static String relativePath(String what, String path) {
        line(what, path);
        if (path.startsWith("/")) {
            throw new IllegalArgumentException(
                    what + " " + Quoted.text(path) + " must be relative to the top of the repository");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                String said = part.isEmpty() ? "an empty part" : "the part " + Quoted.text(part);
                throw new IllegalArgumentException(what + " " + Quoted.text(path) + " has " + said
                        + "; write the plain path from the top of the repository, such as \"docker/Dockerfile\"");
            }
        }
        return path;
    }

    /** An absolute path without {@code .} and {@code ..}. */
    static String absolutePath(String what, String path) {
        line(what, path);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(what + " " + Quoted.text(path) + " must be absolute: begin it with /");
        }
        for (String part : path.substring(1).split("/", -1)) {
            if (part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException(
                        what + " " + Quoted.text(path) + " has the part " + Quoted.text(part) + "; leave it out");
            }
        }
        return path;
    }

    /** An address that a browser could open. */
    static URI webAddress(String what, URI uri) {
        return address(what, uri, Set.of("http", "https"), "http:// or https://");
    }

    /** An address with a host, one of the schemes and no password. */
    static URI address(String what, URI uri, Set<String> schemes, String form) {
        if (uri.getScheme() == null || !schemes.contains(uri.getScheme())) {
            throw new IllegalArgumentException(what + " " + Quoted.text(uri.toString()) + " must begin with " + form);
        }
        if (uri.getHost() == null || uri.getHost().startsWith("-")) {
            throw new IllegalArgumentException(what + " " + Quoted.text(uri.toString()) + " has no valid host name");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException(what + " " + Quoted.text(uri.toString()) + " has no valid port");
        }
        String user = uri.getRawUserInfo();
        if (user != null && (user.contains(":") || uri.getScheme().startsWith("http"))) {
            throw new IllegalArgumentException(what + " " + Quoted.text(withoutUser(uri))
                    + " must not contain a user or a password;" + " the rules are no place for secrets");
        }
        if (user != null && (user.isEmpty() || user.startsWith("-"))) {
            throw new IllegalArgumentException(what + " " + Quoted.text(uri.toString()) + " has no valid user name");
        }
        return uri;
    }

    private static String withoutUser(URI uri) {
        return uri.toString().replace(uri.getRawUserInfo() + "@", "");
    }

    static URI uri(String what, String text) {
        line(what, text);
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    what + " " + Quoted.text(text) + " is not an address: " + e.getReason(), e);
        }
    }
}

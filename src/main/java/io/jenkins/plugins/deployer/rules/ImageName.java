package io.jenkins.plugins.deployer.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image as people write it, with Docker's defaults filled in (the grammar is that of
 * github.com/distribution/reference).
 *
 * @param registry for example {@code docker.io}, {@code registry.example.org}, {@code 127.0.0.1:5000},
 *     {@code [::1]:5000}; in lower case
 * @param repository for example {@code library/busybox}
 * @param tag empty if none was given
 * @param digest {@code sha256:} and 64 hexadecimal digits; empty if none was given
 */
public record ImageName(String registry, String repository, Optional<String> tag, Optional<String> digest) {
    private static final String DOCKER_HUB = "docker.io";
    private static final String OFFICIAL = "library/";
    /** Of the repository; the other parts have limits of their own. */
    private static final int LONGEST_REPOSITORY = 255;

    private static final int LONGEST_REGISTRY = 260;
    private static final int LONGEST_TEXT = 1024;

    private static final Pattern REGISTRY =
            Pattern.compile("(?:\\[[0-9a-f:]+]|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)"
                    + "(?::[0-9]{1,5})?");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*");
    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public ImageName {
        registry = registry.toLowerCase(Locale.ROOT);
        checkRegistry(registry);
        checkRepository(repository);
        tag.ifPresent(ImageName::checkTag);
        digest.ifPresent(ImageName::checkDigest);
    }

    /**
     * Reads the familiar form, {@code [REGISTRY/]REPOSITORY[:TAG][@DIGEST]}. As in Docker, the text before the first
     * slash is a registry if it has a dot or a colon or is {@code localhost}; everything else lives on Docker Hub.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static ImageName parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an image name is empty");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "the image name " + Quoted.text(text) + " is longer than " + LONGEST_TEXT + " characters");
        }
        try {
            return split(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the image name " + Quoted.text(text) + " is not valid: " + e.getMessage(), e);
        }
    }

    private static ImageName split(String text) {
        if (text.contains("://")) {
            throw new IllegalArgumentException("an image name has no scheme such as https://");
        }
        String rest = text;
        Optional<String> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/') && colon > rest.lastIndexOf(']')) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        boolean onHub = slash < 0 || !namesRegistry(rest.substring(0, slash));
        String lower = rest.toLowerCase(Locale.ROOT);
        int start = onHub ? 0 : slash + 1;
        boolean upper = !rest.substring(start).equals(lower.substring(start));
        if (upper) {
            throw new IllegalArgumentException("a repository has no upper-case letters; did you mean "
                    + Quoted.text(lower + text.substring(rest.length())) + "?");
        }
        if (onHub) {
            return new ImageName(DOCKER_HUB, slash < 0 ? OFFICIAL + rest : rest, tag, digest);
        }
        String registry = lower.substring(0, slash);
        String repository = rest.substring(slash + 1);
        if (registry.equals(DOCKER_HUB) || registry.equals("index.docker.io")) {
            return new ImageName(
                    DOCKER_HUB, repository.indexOf('/') < 0 ? OFFICIAL + repository : repository, tag, digest);
        }
        return new ImageName(registry, repository, tag, digest);
    }

    private static boolean namesRegistry(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equalsIgnoreCase("localhost");
    }

    /** The same repository with this tag and no digest. */
    public ImageName withTag(String newTag) {
        return new ImageName(registry, repository, Optional.of(newTag), Optional.empty());
    }

    /** The same repository with this digest and no tag. */
    public ImageName withDigest(String newDigest) {
        return new ImageName(registry, repository, Optional.empty(), Optional.of(newDigest));
    }

    /** The familiar form, which {@link #parse} reads back: {@code docker.io/library/} is left out. */
    @Override
    public String toString() {
        return familiarRepository()
                + tag.map(value -> ":" + value).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }

    private String familiarRepository() {
        if (!registry.equals(DOCKER_HUB)) {
            return registry + "/" + repository;
        }
        int slash = repository.indexOf('/');
        if (slash < 0 || namesRegistry(repository.substring(0, slash))) {
            return DOCKER_HUB + "/" + repository;
        }
        boolean official = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0;
        return official ? repository.substring(OFFICIAL.length()) : repository;
    }

    private static void checkRegistry(String registry) {
        if (registry.length() > LONGEST_REGISTRY || !REGISTRY.matcher(registry).matches() || !portFits(registry)) {
            throw new IllegalArgumentException(Quoted.text(registry)
                    + " is not the address of a registry; write it as HOST or HOST:PORT, without a scheme");
        }
    }

    private static boolean portFits(String registry) {
        int colon = registry.lastIndexOf(':');
        if (colon <= registry.lastIndexOf(']')) {
            return true;
        }
        int port = Integer.parseInt(registry.substring(colon + 1));
        return port > 0 && port <= 65_535;
    }

    private static void checkRepository(String repository) {
        if (repository.isEmpty() || repository.equals(OFFICIAL)) {
            throw new IllegalArgumentException("the repository is missing");
        }
        if (repository.length() > LONGEST_REPOSITORY) {
            throw new IllegalArgumentException("the repository is longer than " + LONGEST_REPOSITORY + " characters");
        }
        if (repository.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("the repository " + Quoted.text(repository) + " has upper-case letters");
        }
        for (String component : repository.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                throw new IllegalArgumentException((component.isEmpty()
                                ? "a part between slashes is empty"
                                : Quoted.text(component) + " is not a part of a repository")
                        + "; parts are lower-case letters and digits, joined by one dot, one or two underscores,"
                        + " or hyphens");
            }
        }
        if (IMAGE_ID.matcher(withoutOfficial(repository)).matches()) {
            throw new IllegalArgumentException("64 hexadecimal digits are an image id, not a repository");
        }
    }

    private static String withoutOfficial(String repository) {
        return repository.startsWith(OFFICIAL) ? repository.substring(OFFICIAL.length()) : repository;
    }

    private static void checkTag(String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException("the tag " + Quoted.text(tag)
                    + " is not 1 to 128 letters, digits, underscores, dots and hyphens that begin with none of the"
                    + " last two");
        }
    }

    private static void checkDigest(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException(
                    "the digest " + Quoted.text(digest) + " is not \"sha256:\" and 64 lower-case hexadecimal digits");
        }
    }
}

package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An answer that is not what was asked for.
 *
 * @param reason what the registry says about it (OCI distribution specification, "Error Codes"), else the status
 * @param full whether the registry has no space left
 * @param retryAfter how long it asked us to wait
 */
record RegistryFault(int status, String reason, boolean full, Optional<Duration> retryAfter) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    /** Error number 28 is ENOSPC; Docker's registry gives it in the details of an unknown error. */
    private static final Pattern FULL =
            Pattern.compile("\"Err\":\\s*28\\b|no space left on device|ENOSPC", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_REASON = 500;

    static RegistryFault of(Answer answer, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        boolean full = answer.status() == 507
                || answer.status() >= 500 && FULL.matcher(text).find();
        String reason = reason(content);
        return new RegistryFault(
                answer.status(),
                reason.isEmpty() ? inWords(answer.status()) : reason,
                full,
                answer.header("Retry-After").flatMap(RegistryFault::duration));
    }

    /** Whether it may pass by itself. */
    boolean isPassing() {
        return PASSING.contains(status) && !full;
    }

    /**
     * The exception to throw when this was the answer to a call.
     *
     * @param user as whom we asked; empty if nobody
     * @param remedy what else a person can do about that
     */
    ImageException exception(RegistryAddress address, String purpose, Optional<String> user, String remedy) {
        String sentence =
                switch (kind()) {
                    case DENIED ->
                        " refused to " + purpose + as(user) + ": " + reason + "; "
                                + (user.isPresent() ? "give that user the right, or " : "")
                                + remedy;
                    case UNAVAILABLE, FAILED, NOT_FOUND -> " could not " + purpose + ": " + cause();
                };
        return new ImageException(kind(), address.registry() + sentence);
    }

    /**
     * The exception to throw when this is what a token server answered.
     *
     * @param user as whom we asked; empty if nobody
     * @param remedy what a person can do about that
     */
    IOException atTokenServer(RegistryAddress address, String realm, Optional<String> user, String remedy) {
        String what = "the token server " + realm + " of " + address.registry();
        if (isPassing()) {
            return new IOException(what + " answered: " + reason);
        }
        return new ImageException(
                ImageException.Kind.DENIED,
                what + " refused the login" + (user.isPresent() ? as(user) : " of nobody") + ": " + reason + "; "
                        + remedy);
    }

    private ImageException.Kind kind() {
        if (isPassing()) {
            return ImageException.Kind.UNAVAILABLE;
        }
        return switch (status) {
            case 401, 403 -> ImageException.Kind.DENIED;
            case 404 -> ImageException.Kind.NOT_FOUND;
            default -> ImageException.Kind.FAILED;
        };
    }

    private String cause() {
        if (full) {
            return "no space is left on its disk; free some, or delete images there and run its garbage collection";
        }
        return reason.contains("HTTP") ? reason : reason + " (HTTP status " + status + ")";
    }

    /** For answers without a reason, such as those to HEAD requests. */
    private static String inWords(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "denied";
            default -> "HTTP status " + status;
        };
    }

    private static String as(Optional<String> user) {
        return user.map(name -> " as " + name).orElse("");
    }

    private static String reason(byte[] content) {
        try {
            List<String> reasons = new ArrayList<>();
            JsonNode json = JSON.readTree(content);
            for (JsonNode error : json.path("errors")) {
                String code =
                        error.path("code").asText().toLowerCase(Locale.ROOT).replace('_', ' ');
                String message = error.path("message").asText();
                reasons.add(message.isEmpty() || message.equals(code) ? code : code + ": " + message);
            }
            if (reasons.isEmpty()) {
                // What token servers and proxies say has no common form; these two fields are frequent.
                reasons.add(json.path("details").asText(json.path("message").asText()));
            }
            return printable(String.join("; ", reasons));
        } catch (IOException e) {
            return "";
        }
    }

    /** What a registry says ends up in logs: one line, of bounded length. */
    private static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    /** Seconds, or a date (RFC 9110, section 10.2.3). */
    private static Optional<Duration> duration(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(header.strip()))));
        } catch (NumberFormatException e) {
            return date(header);
        }
    }

    private static Optional<Duration> date(String header) {
        try {
            ZonedDateTime then = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(ZonedDateTime.now(then.getZone()), then);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package io.jenkins.plugins.deployer.image;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a registry wants to be told who we are: one {@code WWW-Authenticate} header (RFC 9110, section 11.6.1). */
sealed interface Challenge {
    /** A name and its value, quoted or not. */
    Pattern PARAMETER = Pattern.compile("([A-Za-z0-9_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))");

    /** User and password with every request. */
    record Basic() implements Challenge {}

    /**
     * A token, fetched from somewhere (Docker registry token authentication specification).
     *
     * @param realm the address of the token server
     * @param service what it knows the registry as; may be empty
     * @param scope what the registry thinks the request needs; may be empty
     */
    record Bearer(String realm, String service, String scope) implements Challenge {}

    /** The one of several headers that we can answer best. */
    static Optional<Challenge> best(Collection<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            Optional<Challenge> challenge = parse(header);
            if (challenge.isPresent() && challenge.get() instanceof Bearer) {
                return challenge;
            }
            basic = basic.or(() -> challenge);
        }
        return basic;
    }

    private static Optional<Challenge> parse(String header) {
        String[] parts = header.strip().split("\\s+", 2);
        Map<String, String> parameters = parts.length == 2 ? parameters(parts[1]) : Map.of();
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> Optional.of(new Basic());
            case "bearer" ->
                Optional.ofNullable(parameters.get("realm"))
                        .map(realm -> new Bearer(
                                realm, parameters.getOrDefault("service", ""), parameters.getOrDefault("scope", "")));
            default -> Optional.empty();
        };
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            found.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return found;
    }
}

package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What one registry gets to know about who we are: nothing, until it asks; then user and password, or tokens, which are
 * kept until they expire. Safe for use by several threads.
 */
final class RegistryAuthorization {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOKEN_LIMIT = 1024 * 1024;

    /** For tokens that do not say how long they are good (Docker registry token authentication, "expires_in"). */
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    /** What may stand in a header. */
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final RegistryAddress address;
    private final boolean mayBePlain;
    private final Logins logins;
    private final Http http;
    private final Map<Set<Scope>, Token> tokens = new ConcurrentHashMap<>();
    private volatile Optional<Challenge> challenge = Optional.empty();
    private volatile Optional<Login> login = Optional.empty();

    /** @param mayBePlain whether the registry may be spoken to without TLS */
    RegistryAuthorization(RegistryAddress address, boolean mayBePlain, Logins logins, Http http) {
        this.address = address;
        this.mayBePlain = mayBePlain;
        this.logins = logins;
        this.http = http;
    }

    private record Token(String header, Deadline expiry) {}

    /** The user as whom we last spoke; empty if nobody. */
    Optional<String> user() {
        return login.map(known -> known.isIdentityToken() ? "the owner of the identity token" : known.user());
    }

    /** What a person can do to be another user. */
    String remedy() {
        return logins.remedy(address.registry());
    }

    /** The header to send with a request; empty as long as the registry did not ask for one. */
    Optional<String> header(Set<Scope> scopes, Deadline deadline) throws IOException, InterruptedException {
        if (challenge.isEmpty()) {
            return Optional.empty();
        }
        return challenge.get() instanceof Challenge.Bearer bearer
                ? Optional.of(token(bearer, scopes, deadline))
                : basicHeader();
    }

    /**
     * The header to send instead, now that the registry answered 401.
     *
     * @param challenges its {@code WWW-Authenticate} headers
     * @param sent the header that it did not like
     * @return empty if we have nothing else to offer
     */
    Optional<String> retry(List<String> challenges, Optional<String> sent, Set<Scope> scopes, Deadline deadline)
            throws IOException, InterruptedException {
        Optional<Challenge> now = Challenge.best(challenges);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        challenge = now;
        login = login();
        sent.ifPresent(old -> tokens.values().removeIf(token -> token.header().equals(old)));
        return header(scopes, deadline).filter(header -> !sent.equals(Optional.of(header)));
    }

    private Optional<Login> login() throws ImageException, InterruptedException {
        try {
            return logins.find(address.registry());
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.DENIED,
                    "the login for " + address.registry() + " cannot be had: " + e.getMessage(),
                    e);
        }
    }

    private Optional<String> basicHeader() {
        return login.filter(known -> !known.isIdentityToken())
                .map(known -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (known.user() + ":" + known.password()).getBytes(StandardCharsets.UTF_8)));
    }

    private String token(Challenge.Bearer bearer, Set<Scope> scopes, Deadline deadline)
            throws IOException, InterruptedException {
        Token known = tokens.get(scopes);
        if (known == null || known.expiry().hasPassed()) {
            known = fetch(bearer, scopes, deadline);
            tokens.put(scopes, known);
        }
        return known.header();
    }

    private Token fetch(Challenge.Bearer bearer, Set<Scope> scopes, Deadline deadline)
            throws IOException, InterruptedException {
        Optional<Login> who = login;
        try (Answer answer = http.send(request(bearer, scopes, who), deadline)) {
            byte[] content = answer.bytes(TOKEN_LIMIT);
            if (answer.status() != 200) {
                throw RegistryFault.of(answer, content).atTokenServer(address, bearer.realm(), user(), remedy());
            }
            JsonNode json = JSON.readTree(content);
            String token = json.path("token").asText(json.path("access_token").asText());
            if (!USABLE.matcher(token).matches()) {
                throw new IOException("the token server " + bearer.realm() + " gave no usable token");
            }
            long seconds = json.path("expires_in").asLong(USUAL_LIFE.toSeconds());
            // Used up to nine tenths of its life, so that it does not expire on its way.
            long used = Math.max(1, Math.min(seconds, LONGEST_LIFE.toSeconds()) * 9 / 10);
            return new Token("Bearer " + token, Deadline.in(Duration.ofSeconds(used)));
        } catch (JacksonException e) {
            throw new IOException("the token server " + bearer.realm() + " gave no JSON", e);
        }
    }

    private Http.Request request(Challenge.Bearer bearer, Set<Scope> scopes, Optional<Login> who) throws IOException {
        List<String> parameters = new ArrayList<>();
        if (!bearer.service().isEmpty()) {
            parameters.add(parameter("service", bearer.service()));
        }
        URI realm = realm(bearer);
        if (who.isPresent() && who.get().isIdentityToken()) {
            parameters.add(parameter("grant_type", "refresh_token"));
            parameters.add(parameter("client_id", "deployer"));
            parameters.add(parameter("refresh_token", who.get().password()));
            parameters.add(parameter("scope", String.join(" ", texts(bearer, scopes))));
            String form = String.join("&", parameters);
            Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
            return new Http.Request("POST", realm, headers, () -> BodyPublishers.ofString(form), false);
        }
        texts(bearer, scopes).forEach(scope -> parameters.add(parameter("scope", scope)));
        Map<String, String> headers = new LinkedHashMap<>();
        basicHeader().ifPresent(header -> headers.put("Authorization", header));
        String separator = realm.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(realm + (parameters.isEmpty() ? "" : separator + String.join("&", parameters)));
        return new Http.Request("GET", uri, headers, BodyPublishers::noBody, false);
    }

    /** Only a registry that is insecure on purpose may have us send the password over a plain connection. */
    private URI realm(Challenge.Bearer bearer) throws IOException {
        URI realm;
        try {
            realm = URI.create(bearer.realm());
        } catch (IllegalArgumentException e) {
            throw new IOException("it names \"" + bearer.realm() + "\" as its token server", e);
        }
        boolean plain = "http".equals(realm.getScheme());
        if (realm.getHost() == null || !plain && !"https".equals(realm.getScheme())) {
            throw new IOException("it names \"" + bearer.realm() + "\" as its token server");
        }
        boolean allowed = new RegistryAddress(realm.getAuthority()).isLoopback() || mayBePlain && !address.isLoopback();
        if (plain && login.isPresent() && !allowed) {
            throw new ImageException(
                    ImageException.Kind.DENIED,
                    address.registry() + " wants the password sent to " + realm.getAuthority()
                            + " over a plain connection, which we do not; have its token server use TLS");
        }
        return realm;
    }

    private static Set<String> texts(Challenge.Bearer bearer, Set<Scope> scopes) {
        Set<String> texts = new TreeSet<>();
        scopes.forEach(scope -> texts.add(scope.toString()));
        if (texts.isEmpty() && !bearer.scope().isEmpty()) {
            texts.add(bearer.scope());
        }
        return texts;
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

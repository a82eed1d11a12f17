package io.jenkins.plugins.deployer.image;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One request to a registry.
 *
 * @param purpose what it is for, such as {@code push a/b:c}: errors say that this is what could not be done
 * @param target a path such as {@code /v2/}, or a whole address that the registry gave us
 * @param scopes what the token must be good for
 * @param expected the statuses that the caller handles; others are errors
 * @param longBody whether sending the body may take until the deadline
 */
record Call(
        String purpose,
        String method,
        String target,
        Map<String, String> headers,
        Http.Body body,
        boolean longBody,
        Set<Scope> scopes,
        Set<Integer> expected) {
    static Call of(String purpose, String method, String target) {
        return new Call(purpose, method, target, Map.of(), BodyPublishers::noBody, false, Set.of(), Set.of(200));
    }

    Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(purpose, method, target, more, body, longBody, scopes, expected);
    }

    Call scopes(Scope... needed) {
        return new Call(purpose, method, target, headers, body, longBody, Set.of(needed), expected);
    }

    Call expect(Integer... statuses) {
        return new Call(purpose, method, target, headers, body, longBody, scopes, Set.of(statuses));
    }

    Call body(byte[] content) {
        return new Call(
                purpose, method, target, headers, () -> BodyPublishers.ofByteArray(content), false, scopes, expected);
    }

    Call longBody(Http.Body content) {
        return new Call(purpose, method, target, headers, content, true, scopes, expected);
    }
}

package io.jenkins.plugins.deployer.image;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One request to a registry.
 *
 * @param purpose what it is for, such as {@code push a/b:c}: errors say that this is what could not be done
 * @param target asked for at each attempt
 * @param scopes what the token must be good for
 * @param expected the statuses that the caller handles; others are errors
 * @param longBody whether sending the body may take until the deadline
 * @param once whether the caller would rather know of a passing failure than have the call made again
 */
record Call(
        String purpose,
        String method,
        Target target,
        Map<String, String> headers,
        Http.Body body,
        Set<Scope> scopes,
        Set<Integer> expected,
        boolean longBody,
        boolean once) {
    /** Gives a path such as {@code /v2/}, or a whole address that the registry gave us. */
    @FunctionalInterface
    interface Target {
        String get() throws ImageException, InterruptedException;
    }

    static Call of(String purpose, String method, String path) {
        return of(purpose, method, () -> path);
    }

    static Call of(String purpose, String method, Target target) {
        return new Call(purpose, method, target, Map.of(), BodyPublishers::noBody, Set.of(), Set.of(200), false, false);
    }

    Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(purpose, method, target, more, body, scopes, expected, longBody, once);
    }

    Call scopes(Scope... needed) {
        return new Call(purpose, method, target, headers, body, Set.of(needed), expected, longBody, once);
    }

    Call expect(Integer... statuses) {
        return new Call(purpose, method, target, headers, body, scopes, Set.of(statuses), longBody, once);
    }

    Call body(byte[] content) {
        return new Call(
                purpose,
                method,
                target,
                headers,
                () -> BodyPublishers.ofByteArray(content),
                scopes,
                expected,
                false,
                once);
    }

    Call longBody(Http.Body content) {
        return new Call(purpose, method, target, headers, content, scopes, expected, true, once);
    }

    Call justOnce() {
        return new Call(purpose, method, target, headers, body, scopes, expected, longBody, true);
    }
}

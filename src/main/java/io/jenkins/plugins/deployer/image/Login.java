package io.jenkins.plugins.deployer.image;

import java.util.Objects;

/**
 * A user of a registry.
 *
 * @param user {@code <token>} if the password is an identity token, as in Docker's credential helper protocol
 * @param password never logged
 */
public record Login(String user, String password) {
    private static final String TOKEN_USER = "<token>";

    public Login {
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
    }

    /** A login whose password is an identity token: a refresh token of OAuth 2 that a registry's token server takes. */
    public static Login identityToken(String token) {
        return new Login(TOKEN_USER, token);
    }

    public boolean isIdentityToken() {
        return user.equals(TOKEN_USER);
    }

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}

package io.jenkins.plugins.deployer.image;

/**
 * A user of a registry.
 *
 * @param user {@code <token>} if the password is an identity token, as in Docker's credential helper protocol
 * @param password never logged
 */
public record Login(String user, String password) {
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}

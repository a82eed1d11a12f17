package io.jenkins.plugins.deployer.image;

/**
 * What a token is for (Docker registry token authentication, "Token Scope").
 *
 * @param repository for example {@code library/busybox}
 * @param actions for example {@code pull,push}
 */
record Scope(String repository, String actions) {
    static Scope pull(String repository) {
        return new Scope(repository, "pull");
    }

    static Scope push(String repository) {
        return new Scope(repository, "pull,push");
    }

    @Override
    public String toString() {
        return "repository:" + repository + ":" + actions;
    }
}

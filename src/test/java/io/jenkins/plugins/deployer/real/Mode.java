package io.jenkins.plugins.deployer.real;

/** Which Docker engine the integration tests of this JVM may use. */
enum Mode {
    /** The JVM was started in a network and mount namespace of its own and starts an engine there. */
    PRIVATE,
    /** {@code DOCKER_HOST} names an engine of the user's, which is left as it was. */
    GIVEN,
    /** No root and no {@code DOCKER_HOST}: tests on real parts are skipped. */
    NONE;

    static Mode current() {
        if ("private".equals(System.getenv("DEPLOYER_TEST_NETWORK"))) {
            return PRIVATE;
        }
        String host = System.getenv("DOCKER_HOST");
        return host == null || host.isBlank() ? NONE : GIVEN;
    }
}

package io.jenkins.plugins.deployer.real;

/** A server that a {@link RealDocker} started; it is closed at the end of the JVM at the latest. */
interface Part extends AutoCloseable {
    /** Stops it and gives back what it held. Does nothing twice. */
    @Override
    void close();
}

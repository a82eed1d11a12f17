package io.jenkins.plugins.deployer.host;

import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import java.util.List;

/** The keys to log in to one host with. Used by one connection in one thread. */
interface SshKeys extends IdentityRepository {
    static SshKeys of(JSch jsch, SshTarget target) {
        return target.given().isPresent() ? new GivenKeys(jsch, target.given().get()) : new UserKeys(jsch, target);
    }

    /** What was tried and what could not be, for whoever was not let in. */
    String described();

    /** How to choose another key. */
    String advice();

    static String described(List<String> tried, List<String> unusable) {
        String keys = tried.isEmpty() ? "no key" : "the keys " + String.join(", ", tried);
        return keys + (unusable.isEmpty() ? "" : " (" + String.join("; ", unusable) + ")");
    }

    @Override
    default int getStatus() {
        return RUNNING;
    }

    @Override
    default boolean add(byte[] identity) {
        return false;
    }

    @Override
    default boolean remove(byte[] blob) {
        return false;
    }

    @Override
    default void removeAll() {
        // The keys are not this connection's own.
    }
}

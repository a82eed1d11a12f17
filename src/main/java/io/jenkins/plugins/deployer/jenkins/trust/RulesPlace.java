package io.jenkins.plugins.deployer.jenkins.trust;

import java.io.IOException;

/** Where rules files are: one version of a library at a time. Used by one thread at a time. */
public interface RulesPlace {
    /** Of one place, the same for as long as it is configured the same. */
    Object identity();

    /** For sentences: {@code the library "ops"}. */
    String title();

    /**
     * Asks which version is the current one, within seconds.
     *
     * @throws IOException if that cannot be told now
     * @throws RefusedByRules if there is none
     */
    Version current() throws IOException, InterruptedException, RefusedByRules;

    /** One version, whose files never change. */
    interface Version {
        /** The full commit id, or what else tells versions apart. */
        String revision();

        /**
         * Reads a file.
         *
         * @param path below the library's {@code resources}
         * @param most how many bytes are enough: of a longer file only so many are read
         * @throws IOException if it cannot be read now
         * @throws RefusedByRules if there is no such file
         */
        byte[] read(String path, int most) throws IOException, InterruptedException, RefusedByRules;
    }
}

package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.Serializable;

/**
 * What came of an agent's attempt to connect.
 *
 * @param end the connection; null if there is none, then there is a fault
 * @param said the words of Java's exception, empty if there is none
 */
record FarAnswer(FarEnd end, FarFault fault, String said) implements Serializable {
    private static final int LONGEST = 300;

    static FarAnswer connected(FarEnd end) {
        return new FarAnswer(end, FarFault.NONE, "");
    }

    static FarAnswer failed(FarFault fault, String said) {
        return new FarAnswer(null, fault, brief(said));
    }

    /** What an agent says, fit for a sentence, whatever the agent is. */
    static String brief(String said) {
        String line = String.valueOf(said).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}

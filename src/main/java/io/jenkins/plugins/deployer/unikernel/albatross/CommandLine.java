package io.jenkins.plugins.deployer.unikernel.albatross;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a unikernel is started with: its arguments, joined by spaces, and before them its name where the server adds it. */
final class CommandLine {
    /** Tenders have so much room (Solo5, {@code HVT_CMDLINE_SIZE}), and end when it is too little. */
    private static final int MOST = 8_191;

    private CommandLine() {}

    /** @throws IllegalArgumentException with a sentence, if the server would start it and it would end at once */
    static void check(Dialect dialect, String unikernel, UnikernelConfig config) {
        boolean named = config.addName() && !dialect.isBefore(Dialect.V2_6);
        List<String> arguments = config.arguments();
        int length = named ? ("--name=" + unikernel).length() + (arguments.isEmpty() ? 0 : 1) : 0;
        length += String.join(" ", arguments).getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST) {
            throw new IllegalArgumentException("its arguments" + (named ? " and its name" : "") + " have " + length
                    + " bytes together, and a unikernel takes " + MOST + "; shorten them");
        }
    }
}

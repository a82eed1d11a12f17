package io.jenkins.plugins.deployer.local;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command {@code deployer}: {@code java -jar deployer.jar}. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(Deployer.commandLine(arguments)
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .execute(arguments));
    }

    /** JSON, drawings and the lines of plans are UTF-8, also where no locale is set, as in many containers. */
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}

package io.jenkins.plugins.deployer.local;

/** The command {@code deployer}: {@code java -jar deployer.jar}. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(Deployer.commandLine(arguments).execute(arguments));
    }
}

package io.jenkins.plugins.deployer.local;

/** The command {@code deployer}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(2);
    }
}

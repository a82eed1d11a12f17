package io.jenkins.plugins.deployer.local;

/** Numbers of things, as people write them. */
final class Count {
    private Count() {}

    /** For example {@code 1 build} or {@code 2 builds}. */
    static String of(int number, String singular) {
        return of(number, singular, singular + "s");
    }

    static String of(int number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }
}

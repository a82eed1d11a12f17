package io.jenkins.plugins.deployer.plan;

/** Hashes in their usual form. */
final class Hexadecimal {
    private Hexadecimal() {}

    /** Whether a text is so many lower-case hexadecimal digits and nothing else. */
    static boolean is(String text, int digits) {
        if (text.length() != digits) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}

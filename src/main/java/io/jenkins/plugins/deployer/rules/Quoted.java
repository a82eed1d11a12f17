package io.jenkins.plugins.deployer.rules;

/** Somebody else's text in a message: in quotes, on one line and not long. */
public final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    public static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                quoted.append(c).append(text.charAt(++i));
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (isUnfit(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append(text.length() > end ? "…\"" : "\"").toString();
    }

    /** Whether it would break a line, turn the direction of a terminal's text, or is half of a character. */
    private static boolean isUnfit(char c) {
        return Character.isISOControl(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }
}

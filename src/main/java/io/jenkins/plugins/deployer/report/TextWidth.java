package io.jenkins.plugins.deployer.report;

/**
 * How wide a text may become. Nobody knows the reader's font, so characters count as wide as in DejaVu Sans, which is
 * wider than what browsers use elsewhere.
 */
final class TextWidth {
    private static final double BOLD = 1.12;

    private TextWidth() {}

    /** In pixels, at most. */
    static double of(String text, double fontSize, boolean bold) {
        double em = text.codePoints().mapToDouble(TextWidth::em).sum();
        return em * fontSize * (bold ? BOLD : 1);
    }

    private static double em(int c) {
        if (c > 0x2E7F) {
            return 1.1;
        }
        if (c > 0x7F) {
            return 0.8;
        }
        if ("ijlI.,:;'|!".indexOf(c) >= 0) {
            return 0.34;
        }
        if ("frt-/\\()[] ".indexOf(c) >= 0) {
            return 0.42;
        }
        if ("mwMW@%".indexOf(c) >= 0) {
            return 1.0;
        }
        return Character.isUpperCase(c) || "#&+=<>~_".indexOf(c) >= 0 ? 0.84 : 0.64;
    }

    /** The text, or as much of its beginning and end as fits, more of the end: there names differ most. */
    static String fit(String text, double width, double fontSize, boolean bold) {
        if (of(text, fontSize, bold) <= width) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        for (int kept = characters.length - 1; kept > 0; kept--) {
            int head = (kept + 2) / 3;
            int tail = kept - head;
            String elided =
                    new String(characters, 0, head) + "…" + new String(characters, characters.length - tail, tail);
            if (of(elided, fontSize, bold) <= width) {
                return elided;
            }
        }
        return "…";
    }
}

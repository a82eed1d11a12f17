package io.jenkins.plugins.deployer.report;

import java.net.URI;

/** Values in Markdown (CommonMark, with the tables of GitHub): none of them can become markup or HTML. */
final class MarkdownText {
    private MarkdownText() {}

    /** Plain text on one line, also inside a table. */
    static String plain(String text) {
        StringBuilder out = new StringBuilder();
        oneLine(text).codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                default -> {
                    if ("\\`*_{}[]#|~!".indexOf(c) >= 0) {
                        out.append('\\');
                    }
                    out.appendCodePoint(c);
                }
            }
        });
        return out.toString();
    }

    /** Code on one line, also inside a table; fenced with more backticks than it has in a row itself. */
    static String code(String text) {
        String line = oneLine(text).replace("|", "\\|");
        String fence = "`";
        while (line.contains(fence)) {
            fence += "`";
        }
        boolean touching = line.startsWith("`") || line.endsWith("`") || line.isBlank();
        String space = touching ? " " : "";
        return fence + space + line + space + fence;
    }

    /** @param address of the web */
    static String link(String text, URI address) {
        return "[" + plain(text) + "](<"
                + address.toASCIIString()
                        .replace("|", "%7C")
                        .replace("<", "%3C")
                        .replace(">", "%3E") + ">)";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }
}

package io.jenkins.plugins.deployer.report;

import java.util.List;

/** Columns as wide as their widest cell, the last as it comes. */
final class TextTable {
    private TextTable() {}

    /** @param rows all of the same length */
    static String of(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                width[i] = Math.max(width[i], length(oneLine(row.get(i))));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = oneLine(row.get(i));
                line.append(cell).append(i < columns - 1 ? " ".repeat(width[i] - length(cell) + 2) : "");
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** What comes from hosts must not move the cursor. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}

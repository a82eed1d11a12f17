package io.jenkins.plugins.deployer.rules;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Gives SnakeYAML's scanner a text that is wholly in memory. The reader that it comes with keeps a window, which it
 * copies every thousand characters of a line: one long line of a few megabytes would take it minutes.
 */
final class YamlCharacters extends StreamReader {
    private static final int END = '\0';
    private static final String NAME = "rules";

    private final int[] characters;
    private int pointer;
    private int line;
    private int column;

    /** @param text without control characters other than tabs and line ends, see {@link YamlText} */
    YamlCharacters(String text) {
        super("");
        characters = text.codePoints().toArray();
    }

    @Override
    public Mark getMark() {
        return new Mark(NAME, pointer, line, column, characters, pointer);
    }

    @Override
    public void forward() {
        forward(1);
    }

    @Override
    public void forward(int length) {
        int end = Math.min(characters.length, pointer + length);
        while (pointer < end) {
            int c = characters[pointer++];
            boolean ends = c == '\n' || c == '\r' && peek() != '\n';
            line += ends ? 1 : 0;
            column = ends ? 0 : column + 1;
        }
    }

    @Override
    public int peek() {
        return peek(0);
    }

    @Override
    public int peek(int ahead) {
        return pointer + ahead < characters.length ? characters[pointer + ahead] : END;
    }

    @Override
    public String prefix(int length) {
        return new String(characters, pointer, Math.min(length, characters.length - pointer));
    }

    /** The text moved over has no end of a line. */
    @Override
    public String prefixForward(int length) {
        String prefix = prefix(length);
        pointer += length;
        column += length;
        return prefix;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public int getDocumentIndex() {
        return pointer;
    }

    @Override
    public void resetDocumentIndex() {
        // only counts towards a limit that is not used
    }

    @Override
    public int getIndex() {
        return pointer;
    }

    @Override
    public int getLine() {
        return line;
    }
}

package io.jenkins.plugins.deployer.rules;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a file into text that a YAML parser takes: UTF-8 without a byte order mark, without control
 * characters, and with the line ends that everybody agrees on, so that lines are counted as editors count them.
 */
final class YamlText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /** @throws YamlFault at the first character that does not belong there */
    static String decode(byte[] content) throws YamlFault {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, text, true);
        boolean marked = text.position() > 0 && text.get(0) == BYTE_ORDER_MARK;
        String decoded = text.flip().subSequence(marked ? 1 : 0, text.limit()).toString();
        int[] place = check(decoded);
        if (result.isError()) {
            throw new YamlFault(
                    place[0],
                    place[1],
                    String.format(
                            "this is not UTF-8 (byte 0x%02x); save the file as UTF-8", content[bytes.position()]));
        }
        return decoded;
    }

    /** Returns the line and the column of the end. */
    private static int[] check(String text) throws YamlFault {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean ends = c == '\n' || c == '\r' && (i == text.length() || text.charAt(i) != '\n');
            if (ends) {
                line++;
                column = 1;
                continue;
            }
            if (isUnfit(c)) {
                throw new YamlFault(
                        line,
                        column,
                        String.format(
                                "the character U+%04X must not be written as it is; leave it out, or write it as an"
                                        + " escape in double quotes",
                                c));
            }
            column++;
        }
        return new int[] {line, column};
    }

    /** What YAML 1.1 does not call printable (5.1), and what it alone takes for the end of a line. */
    private static boolean isUnfit(int c) {
        boolean control = c < 0x20 && c != '\t' && c != '\r' || c >= 0x7F && c < 0xA0;
        return control || c == 0x2028 || c == 0x2029 || c == BYTE_ORDER_MARK || c == 0xFFFE || c == 0xFFFF;
    }
}

package io.jenkins.plugins.deployer.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of text in bounded memory: a longer line is cut and says so. Lines end with a line
 * feed, a carriage return (as progress bars do) or both; bytes that are no UTF-8 become U+FFFD.
 */
final class Lines {
    /** The longest line handed on, in bytes of UTF-8. */
    static final int LONGEST = 16 * 1024;

    private final Mask mask;
    private final Consumer<String> consumer;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long length;
    private boolean afterReturn;

    Lines(Mask mask, Consumer<String> consumer) {
        this.mask = mask;
        this.consumer = consumer;
    }

    void readAll(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            for (int i = 0; i < count; i++) {
                add(buffer[i]);
            }
        }
        if (length > 0) {
            end();
        }
    }

    private void add(byte next) {
        if (next == '\n' && afterReturn) {
            afterReturn = false;
            return;
        }
        afterReturn = next == '\r';
        if (next == '\n' || next == '\r') {
            end();
            return;
        }
        length++;
        // Room for a whole secret beyond the cut, so that none escapes the mask by being cut in two.
        if (length <= LONGEST + 4L * mask.longest()) {
            line.write(next);
        }
    }

    private void end() {
        String text = mask.hide(line.toString(StandardCharsets.UTF_8));
        if (length > LONGEST) {
            text = text.substring(0, Math.min(text.length(), LONGEST)) + "… (a line of " + length + " bytes, cut)";
        }
        line.reset();
        length = 0;
        consumer.accept(text);
    }
}

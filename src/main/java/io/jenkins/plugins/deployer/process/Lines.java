package io.jenkins.plugins.deployer.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of text in bounded memory, and hides secrets in them: a longer line is cut and says
 * so. Lines end with a line feed, a carriage return (as progress bars do) or both; bytes that are no UTF-8 become
 * U+FFFD. For one thread.
 */
public final class Lines {
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

    /**
     * @param secrets what is hidden
     * @param consumer gets each line once it is complete
     */
    public Lines(Collection<String> secrets, Consumer<String> consumer) {
        this(new Mask(secrets), consumer);
    }

    void readAll(InputStream stream) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            add(buffer, 0, count);
        }
        finish();
    }

    /** The next bytes of the stream. */
    public void add(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            add(bytes[i]);
        }
    }

    /** The stream ends here; what is left is a line too. */
    public void finish() {
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

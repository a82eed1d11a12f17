package io.jenkins.plugins.deployer.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a file, one in memory at a time, however long they are. For one thread. */
final class LogLines implements AutoCloseable {
    /** In bytes; the longest deployment takes a quarter of it. */
    private static final int LONGEST = 1 << 16;

    private final InputStream in;
    private long number;

    private LogLines(InputStream in) {
        this.in = in;
    }

    /** A file that does not exist has no lines. */
    static LogLines open(Path file) throws IOException {
        try {
            return new LogLines(new BufferedInputStream(Files.newInputStream(file), LONGEST));
        } catch (NoSuchFileException e) {
            return new LogLines(InputStream.nullInputStream());
        }
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text without its line feed; cut if it is too long
     * @param problem half a sentence, if it is not a whole line
     */
    record Line(long number, String text, Optional<String> problem) {}

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (++length <= LONGEST) {
                bytes.write(read);
            }
        }
        number++;
        Optional<String> problem = Optional.empty();
        if (length > LONGEST) {
            problem = Optional.of("it is longer than " + LONGEST + " bytes");
        } else if (read < 0) {
            problem = Optional.of("its end is missing; a process was killed while it wrote it, or is writing it now");
        }
        return Optional.of(new Line(number, bytes.toString(StandardCharsets.UTF_8), problem));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package io.jenkins.plugins.deployer.report;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
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
    private Place place;

    private LogLines(InputStream in, Place place) {
        this.in = in;
        this.place = place;
    }

    /**
     * Where a line begins.
     *
     * @param bytes before it
     * @param lines before it
     */
    record Place(long bytes, long lines) {
        static final Place START = new Place(0, 0);
    }

    /** A file that does not exist, or ends before the place, has no lines. */
    static LogLines open(Path file, Place from) throws IOException {
        try {
            SeekableByteChannel channel = Files.newByteChannel(file).position(from.bytes());
            return new LogLines(new BufferedInputStream(Channels.newInputStream(channel), LONGEST), from);
        } catch (NoSuchFileException e) {
            return new LogLines(InputStream.nullInputStream(), from);
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

    /** Where the first line begins that was not read to its end. */
    Place place() {
        return place;
    }

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
        long number = place.lines() + 1;
        if (read >= 0) {
            place = new Place(place.bytes() + length + 1, number);
        }
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

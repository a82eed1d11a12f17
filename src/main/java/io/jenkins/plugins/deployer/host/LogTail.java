package io.jenkins.plugins.deployer.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The last bytes of a log as the Engine API sends it: raw, or, for a container without a terminal, in frames of an
 * eight byte header (stream 0 to 2, three zeros, length as a big-endian integer) and that many bytes
 * (docs.docker.com/engine/api, "Stream format").
 */
final class LogTail {
    private static final int HEADER = 8;

    private final byte[] ring;
    private long written;

    private LogTail(int limit) {
        ring = new byte[limit];
    }

    /**
     * Reads to the end, keeping only the tail.
     *
     * @param type the answer's content type; engines before API 1.42 do not tell framed from raw, then the first
     *     header does
     */
    static String read(InputStream answer, String type, int limit) throws IOException {
        BufferedInputStream in = new BufferedInputStream(answer);
        LogTail tail = new LogTail(limit);
        in.mark(HEADER);
        byte[] start = in.readNBytes(HEADER);
        in.reset();
        boolean raw = type.startsWith("application/vnd.docker.raw-stream") || !isHeader(start);
        if (raw) {
            tail.copy(in, Long.MAX_VALUE);
        } else {
            for (byte[] header = in.readNBytes(HEADER); isHeader(header); header = in.readNBytes(HEADER)) {
                tail.copy(in, length(header));
            }
        }
        return tail.text();
    }

    private static boolean isHeader(byte[] bytes) {
        return bytes.length == HEADER
                && bytes[0] >= 0
                && bytes[0] <= 2
                && bytes[1] == 0
                && bytes[2] == 0
                && bytes[3] == 0;
    }

    private static long length(byte[] header) {
        long length = 0;
        for (int i = 4; i < HEADER; i++) {
            length = length << 8 | header[i] & 0xff;
        }
        return length;
    }

    private void copy(InputStream in, long length) throws IOException {
        byte[] buffer = new byte[8192];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            append(buffer, count);
            left -= count;
        }
    }

    private void append(byte[] bytes, int count) {
        int from = Math.max(0, count - ring.length);
        for (int i = from; i < count; i++) {
            ring[(int) ((written + i) % ring.length)] = bytes[i];
        }
        written += count;
    }

    private String text() {
        int length = (int) Math.min(written, ring.length);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((written - length + i) % ring.length)];
        }
        int from = 0;
        while (written > length && from < length && (last[from] & 0xc0) == 0x80) {
            from++; // the rest of a character whose beginning was dropped
        }
        return new String(last, from, length - from, StandardCharsets.UTF_8);
    }
}

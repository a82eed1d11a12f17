package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;

/**
 * Sends a blob to a repository (OCI distribution specification, "Pushing blobs"). In one piece, which every registry
 * takes; only if that fails because it is too much at once, in chunks that can be sent again one by one.
 *
 * @param purpose what the blob is for, as errors say it
 */
record BlobUpload(RegistryRepository target, String purpose, Descriptor blob, Source source) {
    /** Object stores behind registries want parts of at least 5 MiB. */
    private static final int CHUNK = 8 * 1024 * 1024;

    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int MOST_REPEATS = 5;

    /** Opens the content from its start. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException, InterruptedException;
    }

    void send(Deadline deadline) throws ImageException, InterruptedException {
        if (blob.size() <= CHUNK) {
            sendWhole(deadline, false);
        } else if (!sendWhole(deadline, true)) {
            sendChunks(deadline);
        }
    }

    /**
     * @param once whether to try only once
     * @return whether the registry has it now
     */
    private boolean sendWhole(Deadline deadline, boolean once) throws ImageException, InterruptedException {
        try (Sources sources = new Sources(source)) {
            Call call = Call.of(purpose, "PUT", () -> finish(target.startUpload(purpose, deadline))
                            .toString())
                    .header("Content-Type", "application/octet-stream")
                    .longBody(() -> body(sources.next()))
                    .scopes(Scope.push(target.path()))
                    .expect(201, 204, PAYLOAD_TOO_LARGE);
            return target.connection()
                    .call(once ? call.justOnce() : call, deadline, answer -> answer.status() != PAYLOAD_TOO_LARGE);
        } catch (ImageException e) {
            if (once && e.kind() == ImageException.Kind.UNAVAILABLE) {
                return false;
            }
            throw e;
        }
    }

    private BodyPublisher body(InputStream content) {
        return blob.size() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> content), blob.size());
    }

    private void sendChunks(Deadline deadline) throws ImageException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try (InputStream content = source.open()) {
                URI place = target.startUpload(purpose, deadline);
                long position = 0;
                while (position < blob.size()) {
                    byte[] chunk = content.readNBytes((int) Math.min(CHUNK, blob.size() - position));
                    place = sendChunk(place, chunk, position, deadline);
                    position += chunk.length;
                }
                // The source verifies itself when it is read to its end.
                content.read();
                commit(place, deadline);
                return;
            } catch (Lost e) {
                if (attempt == MOST_REPEATS) {
                    throw new ImageException(
                            ImageException.Kind.UNAVAILABLE,
                            target.registry() + " could not " + purpose + ": it forgot the upload " + attempt
                                    + " times",
                            e);
                }
            } catch (ImageException e) {
                throw e;
            } catch (IOException e) {
                throw new ImageException(
                        ImageException.Kind.UNAVAILABLE,
                        target.registry() + " could not " + purpose + ": " + e.getMessage(),
                        e);
            }
        }
    }

    /** @return where the next chunk goes */
    private URI sendChunk(URI place, byte[] chunk, long start, Deadline deadline)
            throws ImageException, Lost, InterruptedException {
        Progress progress = new Progress(place, 0);
        for (int attempt = 1; progress.stored() < chunk.length; attempt++) {
            try {
                progress = patch(progress, chunk, start, deadline);
            } catch (ImageException e) {
                if (e.kind() != ImageException.Kind.UNAVAILABLE || attempt == MOST_REPEATS || deadline.hasPassed()) {
                    throw e;
                }
                progress = status(progress.place(), start, chunk.length, deadline);
            }
        }
        return progress.place();
    }

    /** @param stored how many bytes of the chunk the registry has */
    private record Progress(URI place, int stored) {}

    private Progress patch(Progress before, byte[] chunk, long start, Deadline deadline)
            throws ImageException, InterruptedException {
        byte[] rest = Arrays.copyOfRange(chunk, before.stored(), chunk.length);
        long from = start + before.stored();
        Call call = Call.of(purpose, "PATCH", () -> before.place().toString())
                .header("Content-Type", "application/octet-stream")
                .header("Content-Range", from + "-" + (from + rest.length - 1))
                .longBody(() -> BodyPublishers.ofByteArray(rest))
                .scopes(Scope.push(target.path()))
                .expect(202, 201, 204)
                .justOnce();
        URI next = target.connection().call(call, deadline, RegistryRepository::location);
        return new Progress(next, chunk.length);
    }

    /** What the registry has of the chunk after a failure. */
    private Progress status(URI place, long start, int length, Deadline deadline)
            throws ImageException, Lost, InterruptedException {
        Call call = Call.of(purpose, "GET", place::toString)
                .scopes(Scope.push(target.path()))
                .expect(204, 202, 200, 404);
        Progress progress = target.connection()
                .call(
                        call,
                        deadline,
                        answer -> answer.status() == 404
                                ? new Progress(place, -1)
                                : new Progress(RegistryRepository.location(answer), stored(answer, start, length)));
        if (progress.stored() < 0) {
            throw new Lost();
        }
        return progress;
    }

    /** The header is {@code Range: 0-LAST}; what lies outside of the chunk means that we no longer agree. */
    private static int stored(Answer answer, long start, int length) {
        String range = answer.header("Range").orElse("");
        String last = range.substring(range.indexOf('-') + 1);
        long end = last.matches("\\d{1,18}") ? Long.parseLong(last) + 1 : 0;
        // A registry that has nothing says 0-0, which could mean one byte.
        long have = end == 1 && start == 0 ? 0 : end - start;
        return have < 0 || have > length ? -1 : (int) have;
    }

    private void commit(URI place, Deadline deadline) throws ImageException, InterruptedException {
        Call call = Call.of(purpose, "PUT", () -> finish(place).toString())
                .scopes(Scope.push(target.path()))
                .expect(201, 204);
        target.connection().call(call, deadline, answer -> true);
    }

    private URI finish(URI place) {
        String separator = place.getRawQuery() == null ? "?" : "&";
        return URI.create(place + separator + "digest=" + blob.digest());
    }

    /** The registry no longer knows the upload. */
    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Closes what it opened before, because a request that failed may still be reading. */
    private static final class Sources implements AutoCloseable {
        private final Source source;
        private InputStream open = InputStream.nullInputStream();

        private Sources(Source source) {
            this.source = source;
        }

        private InputStream next() throws IOException, InterruptedException {
            close();
            open = source.open();
            return open;
        }

        @Override
        public void close() throws ImageException {
            try {
                open.close();
            } catch (IOException e) {
                throw new ImageException(ImageException.Kind.FAILED, e.getMessage(), e);
            }
        }
    }
}

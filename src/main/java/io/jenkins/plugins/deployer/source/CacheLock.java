package io.jenkins.plugins.deployer.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one fetch at a time work on a repository of the cache: among our threads, and among programs that share it. */
final class CacheLock implements AutoCloseable {
    /** File locks are the whole program's and do not keep its own threads apart. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private CacheLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /** Waits for its turn at a repository, whose parent directory is made if it is not there. */
    static CacheLock of(Path repository) throws IOException, InterruptedException {
        ReentrantLock threads = THREADS.computeIfAbsent(repository, path -> new ReentrantLock());
        threads.lockInterruptibly();
        FileChannel channel = null;
        boolean locked = false;
        try {
            Files.createDirectories(repository.getParent());
            Path file = repository.resolveSibling(repository.getFileName() + ".lock");
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            locked = true;
            return new CacheLock(threads, channel);
        } catch (FileLockInterruptionException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while waiting for " + repository);
        } finally {
            if (!locked) {
                threads.unlock();
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Ends the turn. Closing the file lets other programs in; the file stays, or two could lock different ones. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }
}

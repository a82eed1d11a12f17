package io.jenkins.plugins.deployer.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to deploy one service on one host, among all commands that share a state directory. The operating
 * system takes it back when its process ends, however that happens.
 */
final class ServiceLock implements AutoCloseable {
    private final FileChannel channel;

    private ServiceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock; does not wait.
     *
     * @throws ExitException if another command has it
     */
    static ServiceLock take(Path state, String service, String host) throws ExitException, IOException {
        Path file = state.resolve("locks").resolve(FileName.of(service + "@" + host));
        Files.createDirectories(file.getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new ExitException(
                    ExitCode.REFUSED,
                    service + "@" + host + " is being deployed by another deployer command"
                            + (holder.isEmpty() ? "" : " (process " + holder + ")")
                            + "; run this one again when that has ended");
        }
        byte[] holder = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0).write(ByteBuffer.wrap(holder));
        return new ServiceLock(channel);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

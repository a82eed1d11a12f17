package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Platform;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Binaries from images in registries, kept in a directory of this machine until the request is forgotten. A process that
 * comes back finds what an earlier one has taken.
 */
public final class StoredBinaries implements UnikernelBinaries {
    private static final String WHOLE = "binary-";
    private static final String PART = "part";

    private final ImageFiles images;
    private final KeptFiles kept;

    /** @param directory made when it is needed; nothing else belongs there */
    public StoredBinaries(ImageFiles images, Path directory) {
        this.images = images;
        this.kept = new KeptFiles(directory);
    }

    @Override
    public UnikernelFile take(String id, ImageName image, WantedUnikernel wanted, Deadline deadline)
            throws ImageException, UnikernelException, InterruptedException {
        String name = wanted.path() + " of " + image;
        try {
            Optional<Path> there = whole(id);
            if (there.isPresent()) {
                return found(there.get(), name);
            }
            UnikernelFile taken = images.take(
                    image,
                    Platform.parse(wanted.architecture().platform()),
                    wanted.path(),
                    kept.emptyFile(id, PART),
                    deadline);
            // Only what is whole has its name.
            Path file = Files.move(taken.file(), kept.file(id, WHOLE + taken.sha256()), StandardCopyOption.ATOMIC_MOVE);
            return new UnikernelFile(file, name, taken.size(), taken.sha256());
        } catch (ImageException | UnikernelException e) {
            throw e;
        } catch (IOException e) {
            throw new UnikernelException(
                    UnikernelException.Kind.STORAGE, name + " could not be stored: " + e.getMessage(), e);
        }
    }

    private Optional<Path> whole(String id) throws IOException {
        Path directory = kept.file(id, PART).getParent();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, WHOLE + "*")) {
            for (Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static UnikernelFile found(Path file, String name) throws IOException {
        String sha256 = file.getFileName().toString().substring(WHOLE.length());
        return new UnikernelFile(file, name, Files.size(file), sha256);
    }

    @Override
    public void forget(String id) {
        kept.forget(id);
    }

    /**
     * Removes the binaries of requests that nobody will go on with, as after a start.
     *
     * @param owned the ids of those that somebody will
     */
    public void sweep(Predicate<String> owned) {
        kept.sweep(owned);
    }
}

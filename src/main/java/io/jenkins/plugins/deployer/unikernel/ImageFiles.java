package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Descriptor;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Manifest;
import io.jenkins.plugins.deployer.image.Platform;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Quoted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes single files out of images in registries, without a Docker engine. The layers are read from the top until one
 * decides what is at the path, and none is stored: only the file is, and that only once the whole layer that has it has
 * proven to have its digest. Safe for use by several threads.
 */
public final class ImageFiles {
    /** Each link may lead into another layer, so that all are read again. */
    private static final int MOST_LINKS = 8;

    private final RegistryClient registry;
    private final UnpackLimits limits;

    public ImageFiles(RegistryClient registry) {
        this(registry, UnpackLimits.DEFAULT);
    }

    public ImageFiles(RegistryClient registry, UnpackLimits limits) {
        this.registry = registry;
        this.limits = limits;
    }

    /**
     * Stores a file of an image. Blocks until it is there; may be interrupted.
     *
     * @param image of which the one for the platform is taken if it is an index
     * @param path from the root of the image; symbolic links are followed, within the image
     * @param file where to store it; replaced if it exists, and gone if it could not be had
     * @throws ImageException if the registry does not have the image, or does not give it
     * @throws UnikernelException if the image does not have the file, or is not one that we can read
     */
    public UnikernelFile take(ImageName image, Platform platform, String path, Path file, Deadline deadline)
            throws ImageException, UnikernelException, InterruptedException {
        boolean taken = false;
        try {
            Manifest manifest = registry.manifest(image, platform, deadline);
            UnikernelFile result = new Search(image, manifest.layers(), path, file, deadline).take();
            taken = true;
            return result;
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (ImageException | UnikernelException e) {
            throw e;
        } catch (IOException e) {
            throw new UnikernelException(
                    UnikernelException.Kind.STORAGE,
                    path + " of " + image + " could not be stored as " + file + ": " + e.getMessage(),
                    e);
        } finally {
            if (!taken) {
                remove(file);
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The error that is on its way matters more, and says what this is about.
            return;
        }
    }

    /** One search, with what it has left to spend. */
    private final class Search {
        private final ImageName image;
        private final List<Descriptor> layers;
        private final String name;
        private final ImagePath wanted;
        private final TargetFile target;
        private final Deadline deadline;
        private final UnpackBudget budget;

        private Search(ImageName image, List<Descriptor> layers, String path, Path file, Deadline deadline) {
            this.image = image;
            this.layers = layers;
            this.wanted = ImagePath.of(path);
            this.name = wanted + " of " + image;
            this.target = new TargetFile(file, name, limits.file());
            this.deadline = deadline;
            this.budget = new UnpackBudget(image.toString(), limits.unpacked());
        }

        private UnikernelFile take() throws IOException {
            ImagePath path = wanted;
            int top = layers.size() - 1;
            for (int links = 0; links <= MOST_LINKS; links++) {
                Set<Integer> directories = new HashSet<>();
                Finding finding = new Finding.Nothing(directories);
                int index = top;
                for (; index >= 0 && finding instanceof Finding.Nothing; index--) {
                    finding = search(layers.get(index), path);
                    if (finding instanceof Finding.Nothing nothing) {
                        directories.addAll(nothing.directories());
                    }
                }
                if (finding instanceof Finding.Stored) {
                    return target.finished();
                } else if (finding instanceof Finding.SymbolicLink link && !directories.contains(link.depth())) {
                    path = path.through(link.depth(), link.target());
                    top = layers.size() - 1;
                } else if (finding instanceof Finding.HardLink link) {
                    path = link.target();
                    top = index + 1;
                } else {
                    throw missing(path, finding);
                }
            }
            throw new UnikernelException(
                    UnikernelException.Kind.INVALID, name + " is reached through more than " + MOST_LINKS + " links");
        }

        private Finding search(Descriptor layer, ImagePath path) throws IOException {
            String purpose = "take " + name;
            try (BlobSource source = new BlobSource(registry.open(image, layer, deadline), purpose, deadline);
                    Layer opened = Layer.open(image.toString(), layer, source, budget)) {
                return new LayerSearch(path, target).search(opened);
            }
        }

        private UnikernelException missing(ImagePath path, Finding finding) {
            if (finding instanceof Finding.NoFile noFile) {
                return new UnikernelException(
                        UnikernelException.Kind.MISSING,
                        name + led(path) + (path.equals(wanted) ? "" : ",") + " is " + noFile.what() + ", not a file");
            }
            return new UnikernelException(
                    UnikernelException.Kind.MISSING,
                    image + " has no " + wanted + led(path)
                            + "; have its Dockerfile leave the unikernel there, or say with \"binary\" where it is");
        }

        private String led(ImagePath path) {
            return path.equals(wanted) ? "" : ", which is a link to " + Quoted.text(path.toString());
        }
    }
}

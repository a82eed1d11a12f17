package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Platform;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the rules ask of the unikernels in the image of one build: that each is what was to be built, and would run as all
 * that it is deployed as, on whichever head. So a build of a branch or a change request that passes would deploy. Immutable.
 */
public final class BuildCheck {
    private static final int KIBIBYTE = 1024;

    /** Where the unikernels of an image come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * What the file at a path of the image says about itself.
         *
         * @throws ImageException if the image cannot be had
         * @throws UnikernelException if there is no such file, or it is no sound unikernel
         */
        Unikernel at(String path) throws ImageException, UnikernelException, InterruptedException;
    }

    /** What hosts say, as they are now. */
    @FunctionalInterface
    public interface Hosts {
        /** Nobody asks them. */
        Hosts UNASKED = (rule, unikernel) -> List.of();

        /** Everything that keeps a unikernel from running as a rule says, each as a part of a sentence; may take seconds. */
        List<String> misfits(UnikernelDeployment rule, Unikernel unikernel) throws InterruptedException;
    }

    private record Asked(String path, List<UnikernelDeployment> rules) {}

    private final UnikernelTarget target;
    private final Architecture architecture;
    private final List<Asked> all;
    private final Hosts hosts;

    private BuildCheck(UnikernelTarget target, Architecture architecture, List<Asked> all, Hosts hosts) {
        this.target = target;
        this.architecture = architecture;
        this.all = all;
        this.hosts = hosts;
    }

    /**
     * What is asked of a build.
     *
     * @param repository as the rules have it now; what they no longer deploy is not asked for
     * @return empty if it is no build of a unikernel
     */
    public static Optional<BuildCheck> of(BuildTask build, Repository repository) {
        return build.recipe()
                .unikernel()
                .map(target -> new BuildCheck(
                        target,
                        build.architecture(),
                        build.binaries().stream()
                                .map(binary -> new Asked(binary.path(), rules(binary, repository)))
                                .toList(),
                        Hosts.UNASKED));
    }

    private static List<UnikernelDeployment> rules(BuildTask.Binary binary, Repository repository) {
        return binary.destinations().stream()
                .flatMap(destination -> repository.unikernel(destination.unikernel(), destination.host()).stream())
                .toList();
    }

    /** The same that also asks the hosts of the rules whether what fits the rules would fit them. */
    public BuildCheck on(Hosts newHosts) {
        return new BuildCheck(target, architecture, all, newHosts);
    }

    /**
     * 64 hexadecimal digits; the same exactly if the same is asked, of the unikernels and of the hosts. What passed once then
     * passes again, as far as it is up to the rules.
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder("unikernels 1\n" + target + "\n" + architecture + "\n");
        for (Asked one : all) {
            text.append("at ").append(one.path).append('\n');
            for (UnikernelDeployment rule : one.rules) {
                text.append(rule)
                        .append(' ')
                        .append(rule.host().kind())
                        .append(' ')
                        .append(rule.memory())
                        .append(new TreeMap<>(rule.networks()))
                        .append(new TreeMap<>(rule.blocks()))
                        .append(rule.cpu())
                        .append('\n');
            }
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Looks at the unikernels of an image in a registry. Blocks until they are there; needs no Docker engine.
     *
     * @param temporary a directory of the caller's own, made if it is not there; nothing stays in it
     * @return one line for each unikernel, for the log
     * @throws UnikernelException with everything that does not fit, in one sentence
     */
    public List<String> check(ImageFiles files, ImageName image, Path temporary, Deadline deadline)
            throws ImageException, UnikernelException, InterruptedException {
        Platform platform = Platform.parse(architecture.platform());
        try (PrivateDirectory directory = PrivateDirectory.in(temporary)) {
            Path file = directory.path().resolve("unikernel");
            return check(path -> {
                UnikernelFile taken = files.take(image, platform, path, file, deadline);
                return UnikernelReader.read(taken.file(), taken.name());
            });
        } catch (ImageException | UnikernelException e) {
            throw e;
        } catch (IOException e) {
            throw new UnikernelException(
                    UnikernelException.Kind.STORAGE,
                    "The unikernel of " + image + " cannot be checked: trouble with files below " + temporary + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The same for an image that is somewhere else. */
    public List<String> check(Source source) throws ImageException, UnikernelException, InterruptedException {
        List<String> notes = new ArrayList<>();
        List<UnikernelException> faults = new ArrayList<>();
        for (Asked one : all) {
            try {
                notes.add(check(one, source.at(one.path)));
            } catch (UnikernelException e) {
                faults.add(e);
            }
        }
        if (faults.size() == 1) {
            throw faults.get(0);
        } else if (!faults.isEmpty()) {
            throw new UnikernelException(
                    faults.get(0).kind(),
                    faults.stream().map(UnikernelException::getMessage).collect(Collectors.joining("; ")));
        }
        return notes;
    }

    private String check(Asked asked, Unikernel unikernel) throws UnikernelException, InterruptedException {
        List<String> misfits =
                new ArrayList<>(UnikernelDemands.ofBuild(target, architecture).misfits(unikernel));
        List<String> general = List.copyOf(misfits);
        for (UnikernelDeployment rule : asked.rules) {
            UnikernelDemands.ofDeployment(target, architecture, rule).misfits(unikernel).stream()
                    .filter(misfit -> !general.contains(misfit))
                    .forEach(misfit -> misfits.add("as " + rule + " " + misfit));
        }
        if (misfits.isEmpty()) {
            for (UnikernelDeployment rule : asked.rules) {
                hosts.misfits(rule, unikernel).forEach(misfit -> misfits.add("as " + rule + ": " + misfit));
            }
        }
        if (!misfits.isEmpty()) {
            throw new UnikernelException(
                    UnikernelException.Kind.UNFIT, unikernel.name() + " does not fit: " + String.join("; ", misfits));
        }
        return "Checked " + unikernel.name() + ": " + described(unikernel)
                + (asked.rules.isEmpty()
                        ? "; the rules deploy it nowhere"
                        : "; it would run as "
                                + asked.rules.stream()
                                        .map(UnikernelDeployment::toString)
                                        .collect(Collectors.joining(", ")));
    }

    private static String described(Unikernel unikernel) {
        String devices = unikernel.devices().stream().map(Device::toString).collect(Collectors.joining(", "));
        return unikernel.abi() + " for " + unikernel.architecture() + ", "
                + (unikernel.size() + KIBIBYTE - 1) / KIBIBYTE + " KiB, "
                + (devices.isEmpty() ? "without devices" : "with " + devices);
    }
}

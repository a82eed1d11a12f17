package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.image.ImageException.Kind;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pushes what was built from the engine's own store into a registry. A failure that may pass is tried again, at growing
 * intervals, until the deadline. Safe for use by several threads; a push blocks and may be interrupted.
 */
public final class ImagePush {
    private static final Pattern PUSHED = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);

    private final Docker docker;
    private final Path temporary;
    private final Logins logins;
    private final RegistryClient registries;

    /**
     * @param temporary a directory of the caller's own, in which the login lies, private, while it is used
     * @param registries asked for the reason when a registry takes nothing, as the engine does not hand it on
     */
    public ImagePush(Docker docker, Path temporary, Logins logins, RegistryClient registries) {
        this.docker = docker;
        this.temporary = temporary.toAbsolutePath();
        this.logins = logins;
        this.registries = registries;
        PrivateDirectory.sweep(this.temporary);
    }

    /**
     * Pushes an image.
     *
     * @param name where to; has a tag
     * @param log gets each line of the client's log as it comes
     * @return the digest that the registry knows it by
     * @throws ImageException with kind {@code DENIED} if the registry wants another login, {@code UNAVAILABLE} if it was
     *     still failing at the deadline
     */
    public String push(BuiltImage image, ImageName name, Deadline deadline, Consumer<String> log)
            throws ImageException, InterruptedException {
        String doing = PushFailure.cannot(name);
        try (PrivateDirectory directory = PrivateDirectory.in(temporary)) {
            Optional<Login> login = logins.find(name.registry());
            Path user = docker.variable("DOCKER_CONFIG")
                    .filter(set -> !set.isEmpty())
                    .map(Path::of)
                    .orElseGet(() -> DockerConfigLogins.userDirectory(System.getenv()));
            Path configuration = ClientLogin.write(directory, user, name.registry(), login);
            DockerClient client = docker.found().client();
            tag(client, image, name, deadline, doing);
            Command push = hiding(BuildCommands.push(client, name), login)
                    .withEnvironment("DOCKER_CONFIG", configuration.toString());
            return untilItWorks(push, name, deadline, log, doing);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException(Kind.FAILED, doing + ": " + e.getMessage(), e);
        }
    }

    private void tag(DockerClient client, BuiltImage image, ImageName name, Deadline deadline, String doing)
            throws ImageException, InterruptedException {
        try {
            new Runner(left(deadline, name, "there was no time left"))
                    .capture(client.command("image", "tag", image.id(), name.toString()), 1 << 16)
                    .orFail(doing);
        } catch (CommandException e) {
            throw new ImageException(Kind.FAILED, e.getMessage(), e);
        }
    }

    private static Command hiding(Command push, Optional<Login> login) {
        return login.map(known -> push.hiding(known.password())).orElse(push);
    }

    private String untilItWorks(Command push, ImageName name, Deadline deadline, Consumer<String> log, String doing)
            throws ImageException, InterruptedException {
        String trouble = "there was no time left";
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            AtomicReference<String> digest = new AtomicReference<>();
            try {
                Finished<Void> finished = new Runner(left(deadline, name, trouble))
                        .follow(push, InputWriter.NOTHING, line -> {
                            Matcher pushed = PUSHED.matcher(line);
                            if (pushed.matches()) {
                                digest.set(pushed.group(1));
                            }
                            log.accept(line);
                        });
                if (finished.succeeded() && digest.get() != null) {
                    return digest.get();
                }
                trouble = lastLine(finished.last());
            } catch (CommandException e) {
                throw new ImageException(Kind.UNAVAILABLE, doing + ": " + e.getMessage(), e);
            }
            PushFailure failure = PushFailure.of(trouble);
            switch (failure) {
                case DENIED, LASTING -> throw failure.explain(name, trouble, logins);
                case TRANSIENT -> {
                    askTheRegistry(name, deadline);
                    Duration wait = deadline.leftUpTo(pause);
                    log.accept("The push failed (" + trouble + "); trying again in " + pause.toSeconds() + " s");
                    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
                }
            }
        }
    }

    /** A full disk, for one, is an internal server error to the engine, and does not pass by itself. */
    private void askTheRegistry(ImageName name, Deadline deadline) throws ImageException, InterruptedException {
        try {
            registries.tryUpload(name, Deadline.in(deadline.leftUpTo(LONGEST_QUESTION)));
        } catch (ImageException e) {
            if (e.kind() != Kind.UNAVAILABLE) {
                throw e;
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    private Duration left(Deadline deadline, ImageName name, String trouble) throws ImageException {
        if (deadline.hasPassed()) {
            throw PushFailure.TRANSIENT.explain(name, trouble, logins);
        }
        return deadline.left();
    }

    private static String lastLine(String last) {
        String[] lines = last.strip().split("\n");
        return lines[lines.length - 1].strip();
    }
}

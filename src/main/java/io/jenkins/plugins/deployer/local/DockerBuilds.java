package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.image.BuildCredentials;
import io.jenkins.plugins.deployer.image.BuiltImage;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Docker;
import io.jenkins.plugins.deployer.image.ImageBuilder;
import io.jenkins.plugins.deployer.image.ImagePush;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Builds with the docker client of this machine. Safe for use by several threads. */
final class DockerBuilds {
    private final Revisions revisions;
    private final ImageBuilder builder;
    private final ImagePush push;
    private final Duration patience;

    /** @param patience how long a push may take */
    DockerBuilds(Workplace workplace, Duration patience) {
        Docker docker = new Docker();
        this.patience = patience;
        this.revisions = workplace.revisions();
        Path temporary = workplace.state().resolve("building");
        this.builder = new ImageBuilder(docker, temporary, BuildCredentials.ENVIRONMENT);
        this.push = new ImagePush(docker, temporary, workplace.logins(), workplace.registries());
    }

    /**
     * Builds an image and pushes it.
     *
     * @param place where it is pushed; empty to build only
     * @return the digest of what was pushed, if it was
     */
    Optional<String> build(BuildTask build, Revision revision, Optional<ImageName> place, Progress.Step step)
            throws IOException, InterruptedException {
        BuiltImage image = builder.build(
                build, revisions.snapshot(revision).context(build.recipe().includeGit()), step::detail);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        step.update("built in " + Elapsed.of(image.took()) + "; pushing it");
        return Optional.of(push.push(image, place.get(), Deadline.in(patience), step::detail));
    }
}

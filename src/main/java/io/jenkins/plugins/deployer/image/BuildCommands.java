package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.BuildTask.Recipe;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command lines of the docker client that build. A value never stands where it could be taken for an option. */
final class BuildCommands {
    private BuildCommands() {}

    /**
     * Builds without secrets; the context comes last.
     *
     * @param dockerfile absolute, or from where the command runs
     * @param idFile where the image's id is written
     */
    static Command build(DockerClient client, BuildEngine engine, BuildTask task, Path dockerfile, Path idFile) {
        Recipe recipe = task.recipe();
        Command command = start(client, recipe.buildkit())
                .with("--file=" + dockerfile, "--iidfile=" + idFile)
                .without(Set.of("DOCKER_DEFAULT_PLATFORM"));
        if (!engine.isOwn(task.architecture())) {
            command = command.with("--platform=" + task.architecture().platform());
        }
        if (recipe.target().isPresent()) {
            command = command.with("--target=" + recipe.target().get());
        }
        if (recipe.squash()) {
            command = command.with("--squash");
        }
        for (String limit : recipe.ulimits()) {
            command = command.with("--ulimit=" + limit);
        }
        for (Map.Entry<String, String> argument : recipe.arguments().entrySet()) {
            command = command.with("--build-arg=" + argument.getKey() + "=" + argument.getValue());
        }
        return command;
    }

    private static Command start(DockerClient client, boolean buildkit) {
        if (!buildkit) {
            return client.command("build").withEnvironment("DOCKER_BUILDKIT", "0");
        }
        if (client.hasBuildx()) {
            // The engine gets the image from whatever builder the user has chosen. Provenance would make the digest
            // differ each time, and the image an index.
            return client.command("buildx", "build", "--load", "--progress=plain")
                    .withEnvironment("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
        }
        return client.command("build", "--progress=plain").withEnvironment("DOCKER_BUILDKIT", "1");
    }

    /** Pushes what the engine has under a name. */
    static Command push(DockerClient client, ImageName name) {
        return client.command("push", "--disable-content-trust=true", name.toString());
    }

    /** Unpacks the tar stream on its standard input into a directory, with its modes and nobody's owners. */
    static Command unpack(Path directory) {
        return Command.of("tar", "-x", "-p", "-o", "-f", "-").in(directory);
    }

    /** Says what an image is. */
    static Command inspect(DockerClient client, String id) {
        return client.command("image", "inspect", "--format", "{{json .}}").with(List.of(id));
    }
}

package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Images made by the real {@code docker build} and {@code docker push}, of any platform, as none of them is run. */
final class BuiltImages {
    private final RealDocker docker;

    BuiltImages(RealDocker docker) {
        this.docker = docker;
    }

    /**
     * Builds and pushes an image with one file.
     *
     * @param name with a tag
     * @param kibibytes how large the file is; it cannot be compressed
     * @return the name with the digest
     */
    ImageName push(ImageName name, String platform, int kibibytes) throws IOException {
        Path directory = docker.directory("build");
        byte[] content = new byte[kibibytes * 1024];
        new Random().nextBytes(content);
        Files.write(directory.resolve("file"), content);
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY file /file\nCMD [\"/file\"]\n");
        docker.run("build", "--platform", platform, "--tag", name.toString(), directory.toString());
        docker.run("push", "--quiet", name.toString());
        String digest = "";
        for (var each : docker.json("image", "inspect", name.toString()).at("/0/RepoDigests")) {
            ImageName pushed = ImageName.parse(each.asText());
            if (pushed.repository().equals(name.repository())
                    && pushed.registry().equals(name.registry())) {
                digest = pushed.digest().orElseThrow();
            }
        }
        docker.run("image", "rm", "--force", name.toString());
        return name.withDigest(digest);
    }

    /** Has the engine pull an image that it does not have, by digest, as a host does that runs what was published. */
    void pull(ImageName image) {
        docker.run("pull", "--quiet", image.toString());
        docker.run("image", "rm", "--force", image.toString());
    }
}

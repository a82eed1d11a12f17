package io.jenkins.plugins.deployer.jenkins.images;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Images that rules follow. */
final class Follows {
    private Follows() {}

    /** Run on the host {@code toxis}. */
    static FollowedImage image(String name, Duration every, String... services) {
        Host.Docker toxis = new Host.Docker("toxis", Optional.empty(), "ssh://deployer@toxis.example.org");
        return new FollowedImage(
                ImageName.parse(name),
                every,
                Arrays.stream(services)
                        .map(service -> new ServiceRule(
                                new ServiceRule.Swarm(service),
                                toxis,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .toList());
    }
}

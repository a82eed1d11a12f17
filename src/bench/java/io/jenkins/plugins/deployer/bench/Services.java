package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealService;
import java.util.ArrayList;
import java.util.List;

/** The services that both sides update, alike but for their names. */
final class Services {
    private Services() {}

    /** Creates them and waits until they run. */
    static void create(World world, String monitor, List<String> names, PushedImage image) {
        List<RealService> services = new ArrayList<>();
        for (String name : names) {
            services.add(world.docker()
                    .service(
                            name,
                            image.byDigest(),
                            1,
                            "--update-monitor",
                            monitor,
                            "--update-failure-action",
                            "rollback",
                            "--stop-grace-period",
                            "10s"));
        }
        services.forEach(RealService::awaitRunning);
    }

    /** What somebody types to bring the project's directory to life as a service. */
    static String byHand(Project project, String service) {
        return """
                image=$REGISTRY/by-hand/%2$s:live
                docker build --quiet --tag "$image" "%1$s"
                docker push --quiet "$image"
                digest=$(docker image inspect --format '{{index .RepoDigests 0}}' "$image")
                docker --host "$HOST" service update --quiet --image "$digest" %2$s
                """
                .formatted(project.directory(), service);
    }
}

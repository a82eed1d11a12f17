package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The services that rules name. */
final class Services {
    private Services() {}

    /** The Docker hosts that run services of these repositories and images. */
    static Set<Host.Docker> hosts(Collection<Repository> repositories, Collection<FollowedImage> images) {
        Set<Host.Docker> hosts = new LinkedHashSet<>();
        Stream.concat(
                        repositories.stream().flatMap(Services::of),
                        images.stream().flatMap(image -> image.services().stream()))
                .map(ServiceRule::host)
                .forEach(hosts::add);
        return hosts;
    }

    /** The services that run images built from a repository. */
    static Stream<ServiceRule> of(Repository repository) {
        return repository.builds().stream()
                .filter(build -> build instanceof Build.Image)
                .flatMap(build -> ((Build.Image) build).deployments().stream())
                .flatMap(deployment -> deployment.services().stream());
    }
}

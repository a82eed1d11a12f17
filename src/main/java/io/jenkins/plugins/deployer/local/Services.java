package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageDeployment;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services that rules name, and the unikernels. */
final class Services {
    private Services() {}

    /**
     * A service of the rules.
     *
     * @param image what it runs
     * @param source what that is built from; empty for somebody else's image
     */
    record Entry(ServiceRule rule, String image, Optional<Source> source) {}

    /** A live head of a repository. */
    record Source(RepositoryName repository, LiveHead head) {}

    /** All of them, in the order of the rules. */
    static List<Entry> all(Rules rules) {
        return of(rules.repositories().values(), rules.images()).toList();
    }

    /** The Docker hosts that run services of these repositories and images. */
    static Set<Host.Docker> hosts(Collection<Repository> repositories, Collection<FollowedImage> images) {
        return of(repositories, images).map(entry -> entry.rule().host()).collect(Collectors.toSet());
    }

    /** The unikernels that are deployed, in the order of the rules. */
    static List<UnikernelDeployment> unikernels(Rules rules) {
        return rules.repositories().values().stream()
                .flatMap(repository -> repository.builds().stream())
                .filter(Build.Unikernel.class::isInstance)
                .flatMap(build -> ((Build.Unikernel) build).deployments().stream())
                .toList();
    }

    private static Stream<Entry> of(Collection<Repository> repositories, Collection<FollowedImage> images) {
        return Stream.concat(
                repositories.stream().flatMap(Services::of), images.stream().flatMap(Services::of));
    }

    private static Stream<Entry> of(Repository repository) {
        return repository.builds().stream()
                .filter(build -> build instanceof Build.Image)
                .flatMap(build -> ((Build.Image) build).deployments().stream())
                .flatMap(deployment -> of(repository.name(), deployment));
    }

    private static Stream<Entry> of(RepositoryName repository, ImageDeployment deployment) {
        Source source = new Source(repository, deployment.head());
        return deployment.services().stream()
                .map(rule -> new Entry(rule, deployment.publish().toString(), Optional.of(source)));
    }

    private static Stream<Entry> of(FollowedImage image) {
        return image.services().stream()
                .map(rule -> new Entry(rule, image.image().toString(), Optional.empty()));
    }
}

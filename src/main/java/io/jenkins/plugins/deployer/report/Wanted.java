package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules want to run as one service.
 *
 * @param image the published image, or somebody else's; empty for a unikernel
 * @param source what it is built from; empty for somebody else's image
 * @param commit the newest commit of that; empty if nobody asked, or if there is none
 * @param url where people reach the service
 */
public record Wanted(
        ServiceOnHost service,
        Optional<String> image,
        Optional<Source> source,
        Optional<String> commit,
        Optional<URI> url) {
    public Wanted {
        requireNonNull(service);
        requireNonNull(image);
        requireNonNull(source);
        requireNonNull(commit);
        requireNonNull(url);
    }

    /**
     * All that the rules want, in their order.
     *
     * @param heads the newest commit of each live head; one that is missing was not asked for, or does not exist
     */
    public static List<Wanted> all(Rules rules, Map<RepositoryName, Map<LiveHead, String>> heads) {
        List<Wanted> all = new ArrayList<>();
        for (Repository repository : rules.repositories().values()) {
            Map<LiveHead, String> commits = heads.getOrDefault(repository.name(), Map.of());
            repository.builds().forEach(build -> add(all, repository.name(), build, commits));
        }
        for (FollowedImage image : rules.images()) {
            for (ServiceRule service : image.services()) {
                all.add(new Wanted(
                        ServiceOnHost.of(service),
                        Optional.of(image.image().toString()),
                        Optional.empty(),
                        Optional.empty(),
                        service.url()));
            }
        }
        return all;
    }

    private static void add(List<Wanted> all, RepositoryName repository, Build build, Map<LiveHead, String> commits) {
        if (build instanceof Build.Image image) {
            image.deployments().forEach(deployment -> deployment
                    .services()
                    .forEach(service -> all.add(new Wanted(
                            ServiceOnHost.of(service),
                            Optional.of(deployment.publish().toString()),
                            Optional.of(new Wanted.Source(repository, deployment.head())),
                            Optional.ofNullable(commits.get(deployment.head())),
                            service.url()))));
        } else if (build instanceof Build.Unikernel unikernel) {
            unikernel
                    .deployments()
                    .forEach(deployment -> all.add(new Wanted(
                            ServiceOnHost.of(deployment),
                            Optional.empty(),
                            Optional.of(new Wanted.Source(repository, deployment.head())),
                            Optional.ofNullable(commits.get(deployment.head())),
                            deployment.url())));
        }
    }

    /** A live head of a repository. */
    public record Source(RepositoryName repository, LiveHead head) {
        public Source {
            requireNonNull(repository);
            requireNonNull(head);
        }

        /** For people, for example {@code ocurrent/ocaml-ci, branch live}. */
        @Override
        public String toString() {
            return repository + ", " + Words.head(head);
        }
    }
}

package io.jenkins.plugins.deployer.report;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.net.URI;
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

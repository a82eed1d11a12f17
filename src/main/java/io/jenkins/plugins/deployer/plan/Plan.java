package io.jenkins.plugins.deployer.plan;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the rules ask for one revision. Builds first, each publication when its builds succeeded, each
 * deployment when its publication did.
 *
 * @param builds every build once
 * @param publications what is published; empty unless the head is live
 * @param deployments what is deployed; empty unless the head is live
 */
public record Plan(
        Revision revision, List<BuildTask> builds, List<PublishTask> publications, List<DeployTask> deployments) {
    /** @throws IllegalArgumentException if a build is there twice, or a task needs one that is not there */
    public Plan {
        requireNonNull(revision);
        builds = List.copyOf(builds);
        publications = List.copyOf(publications);
        deployments = List.copyOf(deployments);
        Set<BuildKey> keys = new HashSet<>();
        for (BuildTask build : builds) {
            if (!keys.add(build.key())) {
                throw new IllegalArgumentException("\"" + build.title() + "\" is there already, by its key");
            }
        }
        Set<PublishTask> published = new HashSet<>(publications);
        for (PublishTask publication : publications) {
            require(keys.containsAll(publication.builds()), publication.title());
        }
        for (DeployTask deployment : deployments) {
            if (deployment instanceof DeployTask.Service service) {
                require(published.contains(service.image()), service.title());
            } else if (deployment instanceof DeployTask.Unikernel unikernel) {
                require(keys.containsAll(unikernel.builds()), unikernel.title());
            }
        }
    }

    private static void require(boolean there, String title) {
        if (!there) {
            throw new IllegalArgumentException("What \"" + title + "\" needs is not part of the plan");
        }
    }

    /** Whether anything is published or deployed. */
    public boolean isLive() {
        return !publications.isEmpty() || !deployments.isEmpty();
    }

    /** @throws IllegalArgumentException if the plan has no such build */
    public BuildTask build(BuildKey key) {
        return builds.stream()
                .filter(build -> build.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The plan has no build " + key));
    }
}

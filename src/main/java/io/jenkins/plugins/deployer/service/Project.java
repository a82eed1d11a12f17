package io.jenkins.plugins.deployer.service;

import java.util.List;
import java.util.Objects;

/**
 * What a compose file describes, on its way to another image as a whole.
 *
 * @param file as it was in the commit that is deployed
 * @param members the roll-outs of the services of a stack that run our image, in the order of the file; empty before the
 *     first step, and for a compose project, whose containers are no services
 */
public record Project(Kind kind, ComposeFile file, List<RollOut> members) {
    public Project {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(file);
        members = List.copyOf(members);
    }

    /** One that nothing was done about yet. */
    public static Project of(Kind kind, ComposeFile file) {
        return new Project(kind, file, List.of());
    }

    Project withMembers(List<RollOut> newMembers) {
        return new Project(kind, file, newMembers);
    }

    /** Whose it is. */
    public enum Kind {
        /** Swarm's. */
        STACK,
        /** That of an engine without Swarm. */
        COMPOSE
    }
}

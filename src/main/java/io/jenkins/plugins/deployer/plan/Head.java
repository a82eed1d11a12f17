package io.jenkins.plugins.deployer.plan;

/** What a revision is the newest commit of. */
public sealed interface Head {
    /** The name for people: the branch or tag name, or {@code PR-12}. */
    String name();

    record Branch(String name) implements Head {}

    record Tag(String name) implements Head {}

    /**
     * A pull or merge request.
     *
     * @param target the branch that it would be merged into
     */
    record ChangeRequest(String name, String target) implements Head {}
}

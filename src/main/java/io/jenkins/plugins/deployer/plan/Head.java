package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.LiveHead;

/** What a revision is the newest commit of. */
public sealed interface Head {
    /** The name for people: the branch or tag name, or {@code PR-12}. */
    String name();

    /** Whether this is the branch, or one of the tags, that a rule deploys; a change request never is. */
    boolean isOne(LiveHead live);

    record Branch(String name) implements Head {
        public Branch {
            requireName("branch", name);
        }

        @Override
        public boolean isOne(LiveHead live) {
            return live.kind() == LiveHead.Kind.BRANCH && live.matches(name);
        }

        @Override
        public String toString() {
            return "branch " + name;
        }
    }

    record Tag(String name) implements Head {
        public Tag {
            requireName("tag", name);
        }

        @Override
        public boolean isOne(LiveHead live) {
            return live.kind() == LiveHead.Kind.TAG && live.matches(name);
        }

        @Override
        public String toString() {
            return "tag " + name;
        }
    }

    /**
     * A pull or merge request.
     *
     * @param target the branch that it would be merged into
     */
    record ChangeRequest(String name, String target) implements Head {
        public ChangeRequest {
            requireName("change request", name);
            requireName("target branch", target);
        }

        @Override
        public boolean isOne(LiveHead live) {
            return false;
        }

        @Override
        public String toString() {
            return "change request " + name + " into " + target;
        }
    }

    private static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a " + what + " is empty");
        }
    }
}

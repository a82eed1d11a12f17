package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service that runs an image.
 *
 * @param kind what is upgraded
 * @param host where it runs
 * @param url where people reach it
 * @param health what must answer once it runs
 * @param slack the Slack channel to tell
 */
public record ServiceRule(
        Kind kind, Host.Docker host, Optional<URI> url, Optional<HealthCheck> health, Optional<String> slack) {
    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public ServiceRule {
        url.ifPresent(address -> Checked.webAddress("the url", address));
        slack.ifPresent(Defaults::checkSlack);
    }

    /** For people: {@code base-images_builder@toxis}. */
    @Override
    public String toString() {
        return kind.name() + "@" + host.name();
    }

    /** What is upgraded. Constructors throw {@link IllegalArgumentException} with a sentence. */
    public sealed interface Kind {
        /** The name for people, which with the host's name is unique in the rules. */
        String name();
    }

    /** A Swarm service that exists. */
    public record Swarm(String name) implements Kind {
        public Swarm {
            checkName("the service name", name);
        }
    }

    /**
     * A stack: every service of the compose file that uses {@code $IMAGE}.
     *
     * @param file the compose file, relative to the top of the repository
     */
    public record Stack(String name, String file) implements Kind {
        public Stack {
            checkName("the stack name", name);
            Checked.relativePath("the compose file", file);
        }
    }

    /** A compose project on an engine without Swarm: the members as of {@link Stack}. */
    public record Compose(String name, String file) implements Kind {
        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*");

        public Compose {
            Checked.matching(
                    "the project name",
                    NAME,
                    "one of Compose: lower-case letters, digits, hyphens and underscores, a letter or digit first",
                    name);
            Checked.relativePath("the compose file", file);
        }
    }

    /** What Swarm takes as a name (swarmkit manager/controlapi, validateAnnotations). */
    private static final Pattern SWARM_NAME = Pattern.compile("[A-Za-z0-9](?:[-_A-Za-z0-9]*[A-Za-z0-9])?");

    private static final int LONGEST_SWARM_NAME = 63;

    private static void checkName(String what, String name) {
        Checked.line(what, name);
        if (name.length() > LONGEST_SWARM_NAME || !SWARM_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(what + " " + Quoted.text(name) + " is not one of Swarm: at most "
                    + LONGEST_SWARM_NAME
                    + " letters, digits, hyphens and underscores, of which the last two neither begin nor end it");
        }
    }
}

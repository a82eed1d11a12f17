package io.jenkins.plugins.deployer.host;

import java.util.Map;

/** Who we are at a host, and how we know that it is that host. Its text never shows a secret. */
public sealed interface HostLogin {
    /**
     * Whoever runs this process, with all that this user has set up: the SSH and Docker configuration below
     * {@code HOME}, {@code SSH_AUTH_SOCK}, {@code DOCKER_*}.
     *
     * @param environment instead of this process's
     */
    record OfUser(Map<String, String> environment) implements HostLogin {
        public OfUser {
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return "the user with home " + SshTarget.home(environment);
        }
    }

    /** What is given in memory, and nothing else: no file and no variable of this machine counts. */
    sealed interface Given extends HostLogin permits Nothing, KeyLogin, CertificateLogin {
        /** Where a person changes what is given, for sentences: {@code toxis under Manage Jenkins, System, Deployer}. */
        String place();
    }

    /** @throws EngineException if it is no login by SSH */
    default KeyLogin keys(String endpoint) throws EngineException {
        if (this instanceof KeyLogin keys) {
            return keys;
        }
        String place = this instanceof Given given ? given.place() : toString();
        throw EngineException.lasting(endpoint + " is reached with a private key for SSH; give one to " + place, null);
    }

    /** Enough for a unix socket. */
    record Nothing(String place) implements Given {}
}

package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A named place where services run. Constructors throw {@link IllegalArgumentException} with a sentence. */
public sealed interface Host {
    /** The name in the rules. */
    String name();

    /** The label of the deploy agents through which the host is reached; empty: from wherever the engine runs. */
    Optional<String> via();

    /** What the host is, in a word of the rules: {@code docker}, {@code solo5} or {@code albatross}. */
    String kind();

    /** For sentences: {@code a docker host}. */
    default String title() {
        return (kind().startsWith("a") ? "an " : "a ") + kind() + " host";
    }

    /**
     * A Docker engine, usually a Swarm manager.
     *
     * @param endpoint {@code ssh://[USER@]HOST[:PORT][/SOCKET]}, {@code tcp://HOST:PORT}, {@code unix:///SOCKET},
     *     {@code context:NAME} or {@code default}
     */
    record Docker(String name, Optional<String> via, String endpoint) implements Host {
        private static final Pattern CONTEXT = Pattern.compile("context:[A-Za-z0-9][A-Za-z0-9_.+-]*");

        public Docker {
            checkNames(name, via);
            checkEndpoint(endpoint);
        }

        @Override
        public String kind() {
            return "docker";
        }

        private static void checkEndpoint(String endpoint) {
            String what = "the Docker endpoint";
            Checked.line(what, endpoint);
            if (endpoint.equals("default") || CONTEXT.matcher(endpoint).matches()) {
                return;
            }
            if (endpoint.startsWith("unix://")) {
                Checked.absolutePath("the path of " + what, endpoint.substring("unix://".length()));
                return;
            }
            if (!endpoint.startsWith("ssh://") && !endpoint.startsWith("tcp://")) {
                throw new IllegalArgumentException(what + " " + Quoted.text(endpoint)
                        + " must be ssh://USER@HOST, tcp://HOST:PORT, unix:///SOCKET, context:NAME or default");
            }
            URI uri = Checked.address(what, Checked.uri(what, endpoint), Set.of("ssh", "tcp"), "ssh:// or tcp://");
            boolean tcp = uri.getScheme().equals("tcp");
            if (tcp && uri.getPort() < 0) {
                throw new IllegalArgumentException(what + " " + Quoted.text(endpoint) + " needs a port; did you mean "
                        + Quoted.text("tcp://" + uri.getHost() + ":2376") + "?");
            }
            if (tcp && (uri.getRawUserInfo() != null || !path(uri).isEmpty())
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        what + " " + Quoted.text(endpoint) + " has more than a host and a port");
            }
        }

        private static String path(URI uri) {
            return uri.getRawPath() == null ? "" : uri.getRawPath();
        }
    }

    /**
     * A host reached by SSH that runs unikernels under Solo5.
     *
     * @param endpoint {@code ssh://[USER@]HOST[:PORT]}
     * @param directory the absolute directory on the host that holds the unikernels
     * @param redeploy the command line that restarts a unikernel; empty for the default one
     * @param status the command line that says whether a unikernel runs; empty for the default one if the one that
     *     restarts is, too
     */
    record Solo5(
            String name,
            Optional<String> via,
            URI endpoint,
            String directory,
            List<String> redeploy,
            List<String> status)
            implements Host {
        /** Without a command of its own that says whether a unikernel runs. */
        public Solo5(String name, Optional<String> via, URI endpoint, String directory, List<String> redeploy) {
            this(name, via, endpoint, directory, redeploy, List.of());
        }

        public Solo5 {
            checkNames(name, via);
            String what = "the Solo5 endpoint";
            Checked.address(what, endpoint, Set.of("ssh"), "ssh://");
            boolean bare =
                    (endpoint.getRawPath() == null || endpoint.getRawPath().isEmpty())
                            && endpoint.getRawQuery() == null
                            && endpoint.getRawFragment() == null;
            if (!bare) {
                throw new IllegalArgumentException(what + " " + Quoted.text(endpoint.toString())
                        + " must be ssh://USER@HOST[:PORT] alone; the directory has its own key");
            }
            Checked.absolutePath("the directory", directory);
            redeploy = checkedCommand("redeploy", redeploy);
            status = checkedCommand("status", status);
        }

        private static List<String> checkedCommand(String key, List<String> words) {
            words.forEach(word -> Checked.plainText("a word of the " + key + " command", word));
            if (!words.isEmpty()) {
                Checked.line("the first word of the " + key + " command", words.get(0));
            }
            return List.copyOf(words);
        }

        @Override
        public String kind() {
            return "solo5";
        }
    }

    /**
     * An Albatross server.
     *
     * @param endpoint {@code HOST:PORT} or {@code unix:///DIRECTORY}
     * @param domain the path of policies that unikernels live under, with {@code :} between its labels; empty for
     *     the root
     */
    record Albatross(String name, Optional<String> via, String endpoint, String domain) implements Host {
        private static final Pattern ADDRESS =
                Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9A-Fa-f:]+])(?::[0-9]{1,5})?");
        private static final Pattern DOMAIN =
                Pattern.compile("[A-Za-z0-9.][A-Za-z0-9.-]{0,62}(?::[A-Za-z0-9.][A-Za-z0-9.-]{0,62}){0,31}");

        public Albatross {
            checkNames(name, via);
            checkEndpoint(endpoint);
            if (!domain.isEmpty()) {
                checkedDomain(domain);
            }
        }

        @Override
        public String kind() {
            return "albatross";
        }

        static String checkedDomain(String domain) {
            return Checked.matching(
                    "the domain", DOMAIN, "labels of letters, digits, dots and hyphens, joined by colons", domain);
        }

        private static void checkEndpoint(String endpoint) {
            String what = "the Albatross endpoint";
            Checked.line(what, endpoint);
            if (endpoint.startsWith("unix://")) {
                Checked.absolutePath("the path of " + what, endpoint.substring("unix://".length()));
                return;
            }
            if (endpoint.length() > 300 || !ADDRESS.matcher(endpoint).matches()) {
                throw new IllegalArgumentException(
                        what + " " + Quoted.text(endpoint) + " must be HOST:PORT or unix:///DIRECTORY");
            }
            int colon = endpoint.lastIndexOf(':');
            if (colon <= endpoint.lastIndexOf(']')) {
                throw new IllegalArgumentException(what + " " + Quoted.text(endpoint) + " needs a port; did you mean "
                        + Quoted.text(endpoint + ":1025") + "?");
            }
            int port = Integer.parseInt(endpoint.substring(colon + 1));
            if (port == 0 || port > 65_535) {
                throw new IllegalArgumentException(what + " " + Quoted.text(endpoint) + " has no valid port");
            }
        }
    }

    private static void checkNames(String name, Optional<String> via) {
        Checked.line("the host name", name);
        via.ifPresent(label -> Checked.line("the label of via", label));
    }
}

package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who writes what: an image tag, a service and a unikernel each belong to one rule of the file. */
final class Claims {
    private static final int SSH_PORT = 22;
    /** Where an engine is on a host of SSH unless the endpoint says otherwise. */
    private static final String DOCKER_SOCKET = "/var/run/docker.sock";

    private final Problems problems;
    private final Map<List<String>, Yaml> owners = new HashMap<>();

    Claims(Problems problems) {
        this.problems = problems;
    }

    void image(Yaml at, ImageName name) {
        claim(
                at,
                "two rules publish the image " + Quoted.text(name.toString()),
                List.of("image", name.registry(), name.repository(), name.tag().orElse("")));
    }

    void service(Yaml at, ServiceRule service) {
        claim(
                at,
                "two rules deploy the service " + named(service.kind().name(), service.host()),
                List.of("service", place(service.host()), service.kind().name()));
    }

    void unikernel(Yaml at, UnikernelDeployment deployment) {
        claim(
                at,
                "two rules deploy the unikernel " + named(deployment.unikernel(), deployment.host()),
                List.of(
                        "unikernel",
                        place(deployment.host()),
                        deployment.unikernel().toLowerCase(Locale.ROOT)));
    }

    void followed(Yaml at, ImageName name) {
        claim(at, "the image " + Quoted.text(name.toString()) + " is here twice", List.of("followed", name.toString()));
    }

    void repository(Yaml at, RepositoryName name) {
        claim(
                at,
                "the repository " + Quoted.text(name.toString()) + " is here twice, apart from upper and lower case",
                List.of("repository", name.toString().toLowerCase(Locale.ROOT)));
    }

    /** One place may be several hosts of the rules, reached as several users and written in several ways. */
    private static String place(Host host) {
        if (host instanceof Host.Solo5 solo5) {
            return server(solo5.endpoint()) + withoutSlash(solo5.directory());
        }
        if (host instanceof Host.Albatross albatross) {
            return albatross.endpoint().toLowerCase(Locale.ROOT) + " " + albatross.domain();
        }
        String endpoint = ((Host.Docker) host).endpoint();
        if (!endpoint.startsWith("ssh://") && !endpoint.startsWith("tcp://")) {
            return endpoint;
        }
        URI uri = URI.create(endpoint);
        String socket = withoutSlash(uri.getRawPath());
        return server(uri) + (socket.equals(DOCKER_SOCKET) ? "" : socket);
    }

    private static String server(URI uri) {
        int port = uri.getPort() < 0 ? SSH_PORT : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String named(String service, Host host) {
        return Quoted.text(service) + " on the host " + Quoted.text(host.name());
    }

    private void claim(Yaml at, String sentence, List<String> what) {
        Yaml owner = owners.putIfAbsent(what, at);
        if (owner != null) {
            problems.add(at, sentence + "; the other one is in line " + owner.line());
        }
    }
}

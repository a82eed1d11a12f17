package io.jenkins.plugins.deployer.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who writes what: an image tag, a service and a unikernel each belong to one rule of the file. */
final class Claims {
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

    /** One engine may be several hosts of the rules. */
    void service(Yaml at, ServiceRule service) {
        claim(
                at,
                "two rules deploy the service " + named(service.kind().name(), service.host()),
                List.of("service", service.host().endpoint(), service.kind().name()));
    }

    void unikernel(Yaml at, UnikernelDeployment deployment) {
        claim(
                at,
                "two rules deploy the unikernel " + named(deployment.unikernel(), deployment.host()),
                List.of(
                        "unikernel",
                        deployment.host().name(),
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

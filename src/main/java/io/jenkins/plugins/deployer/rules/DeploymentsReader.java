package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code deploy:} of image builds and of unikernel builds. */
final class DeploymentsReader {
    /** What a Solo5 host's own redeploy command decides. */
    private static final List<String> NOT_ON_SOLO5 = List.of("memory", "arguments", "cpu");

    private final Values values;
    private final Claims claims;
    private final ServicesReader services;
    private final Defaults defaults;

    DeploymentsReader(Values values, Claims claims, ServicesReader services, Defaults defaults) {
        this.values = values;
        this.claims = claims;
        this.services = services;
        this.defaults = defaults;
    }

    List<ImageDeployment> images(Fields build) {
        return build.list("deploy", item -> values.fields(item, Form.IMAGE_DEPLOYMENT)
                        .flatMap(this::image))
                .orElse(List.of());
    }

    private Optional<ImageDeployment> image(Fields fields) {
        Optional<LiveHead> head = head(fields);
        Optional<ImageName> publish = fields.parsed("publish", ImageName::parse);
        Optional<String> slack = services.slack(fields).or(defaults::slack);
        List<ServiceRule> run = fields.list("services", item -> services.service(item, Form.SERVICE, slack))
                .orElse(List.of());
        boolean prebuilt = fields.flag("prebuilt").orElse(false);
        if (head.isEmpty() || publish.isEmpty()) {
            return Optional.empty();
        }
        Yaml place = fields.place("publish");
        Optional<ImageDeployment> deployment =
                values.made(place, () -> new ImageDeployment(head.get(), publish.get(), run, prebuilt, slack));
        deployment.ifPresent(rule -> {
            claims.image(place, rule.publish());
            checkStaging(place, rule.publish());
        });
        return deployment;
    }

    private void checkStaging(Yaml place, ImageName publish) {
        boolean same = defaults.staging()
                .filter(staging -> staging.registry().equals(publish.registry())
                        && staging.repository().equals(publish.repository()))
                .isPresent();
        if (same) {
            values.problems()
                    .add(place, "this is the staging repository, whose tags are cleaned up; publish to another one");
        }
    }

    List<UnikernelDeployment> unikernels(Fields build) {
        return build.list("deploy", item -> values.fields(item, Form.UNIKERNEL_DEPLOYMENT)
                        .flatMap(this::unikernel))
                .orElse(List.of());
    }

    private Optional<UnikernelDeployment> unikernel(Fields fields) {
        Optional<LiveHead> head = head(fields);
        Optional<String> name = fields.parsed("unikernel", UnikernelDeployment::checkedName);
        Optional<Host> host = services.host(fields);
        int memory =
                fields.integer("memory", 1, UnikernelDeployment.MOST_MEMORY).orElse(UnikernelDeployment.DEFAULT_MEMORY);
        Map<String, String> networks = devices(fields, "networks", "network");
        Map<String, String> blocks = devices(fields, "blocks", "block device");
        List<String> arguments = fields.texts("arguments").orElse(List.of());
        Optional<Integer> cpu = fields.integer("cpu", 0, UnikernelDeployment.LAST_CPU);
        Duration settle = fields.parsed("settle", text -> Durations.parse("\"settle\"", text))
                .orElse(UnikernelDeployment.DEFAULT_SETTLE);
        Optional<URI> url = services.url(fields);
        Optional<HealthCheck> health = services.health(fields);
        Optional<String> slack = services.slack(fields).or(defaults::slack);
        host.ifPresent(found -> checkHonoured(fields, found));
        if (head.isEmpty() || name.isEmpty() || host.isEmpty()) {
            return Optional.empty();
        }
        Yaml place = fields.place("host");
        Optional<UnikernelDeployment> deployment = values.made(
                place,
                () -> new UnikernelDeployment(
                        head.get(),
                        name.get(),
                        host.get(),
                        memory,
                        networks,
                        blocks,
                        arguments,
                        cpu,
                        settle,
                        url,
                        health,
                        slack));
        deployment.ifPresent(rule -> claims.unikernel(fields.place(), rule));
        return deployment;
    }

    private void checkHonoured(Fields fields, Host host) {
        if (!(host instanceof Host.Solo5)) {
            return;
        }
        for (String key : NOT_ON_SOLO5) {
            if (fields.has(key)) {
                values.problems()
                        .add(
                                fields.place(key),
                                Quoted.text(key) + " is up to the redeploy command of the solo5 host "
                                        + Quoted.text(host.name()) + "; leave it out");
            }
        }
    }

    /** A mapping to the host's devices, or a list of those that have the same name on both sides. */
    private Map<String, String> devices(Fields fields, String key, String what) {
        Map<String, String> devices = new LinkedHashMap<>();
        if (fields.place(key) instanceof Yaml.Sequence) {
            fields.list(key, item -> {
                Optional<String> name =
                        values.parsed("a " + what, item, text -> UnikernelDeployment.checkedDevice(what, text));
                name.filter(device -> devices.put(device, device) != null).ifPresent(device -> values.problems()
                        .add(item, "the " + what + " " + Quoted.text(device) + " is here twice"));
                return name;
            });
            return devices;
        }
        for (Values.Named entry : fields.named(key).orElse(List.of())) {
            Optional<String> device =
                    values.made(entry.key(), () -> UnikernelDeployment.checkedDevice(what, entry.name()));
            Optional<String> onHost = values.parsed(
                    Quoted.text(entry.name()),
                    entry.value(),
                    text -> UnikernelDeployment.checkedHostDevice(what, text));
            device.ifPresent(name -> onHost.ifPresent(value -> devices.put(name, value)));
        }
        return devices;
    }

    private static Optional<LiveHead> head(Fields fields) {
        return fields.only("branch", "tag")
                .flatMap(key -> key.equals("branch")
                        ? fields.parsed("branch", LiveHead::branch)
                        : fields.parsed("tag", LiveHead::tag));
    }
}

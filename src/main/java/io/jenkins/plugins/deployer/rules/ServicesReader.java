package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads what runs where: services, and the keys that services and unikernels share. */
final class ServicesReader {
    private final Values values;
    private final Claims claims;
    private final Map<String, Optional<Host>> hosts;

    ServicesReader(Values values, Claims claims, Map<String, Optional<Host>> hosts) {
        this.values = values;
        this.claims = claims;
        this.hosts = hosts;
    }

    /** @param slack the channel of those that have none of their own */
    Optional<ServiceRule> service(Yaml value, Form form, Optional<String> slack) {
        return values.fields(value, form).flatMap(fields -> service(fields, slack));
    }

    private Optional<ServiceRule> service(Fields fields, Optional<String> slack) {
        Optional<ServiceRule.Kind> kind = kind(fields);
        Optional<Host> host = host(fields);
        Optional<URI> url = url(fields);
        Optional<HealthCheck> health = health(fields);
        Optional<String> channel = slack(fields).or(() -> slack);
        host.filter(found -> !(found instanceof Host.Docker)).ifPresent(found -> values.problems()
                .add(
                        fields.place("host"),
                        "the host " + Quoted.text(found.name()) + " is " + found.title()
                                + "; a service runs on a docker host"));
        if (kind.isEmpty() || !(host.orElse(null) instanceof Host.Docker docker)) {
            return Optional.empty();
        }
        ServiceRule service = new ServiceRule(kind.get(), docker, url, health, channel);
        claims.service(fields.place(), service);
        return Optional.of(service);
    }

    private Optional<ServiceRule.Kind> kind(Fields fields) {
        if (fields.form() == Form.FOLLOWED_SERVICE) {
            return fields.parsed("service", ServiceRule.Swarm::new);
        }
        return fields.only("service", "stack", "compose").flatMap(key -> switch (key) {
            case "service" -> fields.parsed("service", ServiceRule.Swarm::new);
            case "stack" -> values.fields(fields.place("stack"), Form.STACK).flatMap(this::stack);
            default -> values.fields(fields.place("compose"), Form.COMPOSE).flatMap(this::compose);
        });
    }

    private Optional<ServiceRule.Kind> stack(Fields fields) {
        return fields.text("name").flatMap(name -> composeFile(fields)
                .flatMap(file -> values.made(fields.place("name"), () -> new ServiceRule.Stack(name, file))));
    }

    private Optional<ServiceRule.Kind> compose(Fields fields) {
        return fields.text("name").flatMap(name -> composeFile(fields)
                .flatMap(file -> values.made(fields.place("name"), () -> new ServiceRule.Compose(name, file))));
    }

    private static Optional<String> composeFile(Fields fields) {
        return fields.parsed("file", text -> Checked.relativePath("the compose file", text));
    }

    Optional<Host> host(Fields fields) {
        Optional<String> name = fields.text("host");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Host> host = hosts.get(name.get());
        if (host == null) {
            values.problems()
                    .add(
                            fields.place("host"),
                            "there is no host " + Quoted.text(name.get()),
                            name.get(),
                            hosts.keySet());
            return Optional.empty();
        }
        return host;
    }

    Optional<URI> url(Fields fields) {
        return fields.parsed("url", text -> Checked.webAddress("the url", Checked.uri("the url", text)));
    }

    Optional<String> slack(Fields fields) {
        return fields.parsed("slack", text -> Checked.line("the Slack channel", text));
    }

    /** A URL, or a mapping with one. */
    Optional<HealthCheck> health(Fields fields) {
        Optional<Yaml> value = fields.value("health");
        if (value.isEmpty() || value.get() instanceof Yaml.Scalar) {
            return fields.parsed("health", text -> check(text, HealthCheck.DEFAULT_STATUS, HealthCheck.DEFAULT_WITHIN));
        }
        return values.fields(value.get(), Form.HEALTH).flatMap(health -> {
            int status = health.integer("status", 100, 599).orElse(HealthCheck.DEFAULT_STATUS);
            Duration within = health.duration("within").orElse(HealthCheck.DEFAULT_WITHIN);
            return health.parsed("url", text -> check(text, status, within));
        });
    }

    private static HealthCheck check(String url, int status, Duration within) {
        return new HealthCheck(Checked.uri("the health check", url), status, within);
    }
}

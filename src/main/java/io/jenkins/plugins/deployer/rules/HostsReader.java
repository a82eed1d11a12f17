package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code hosts:}. */
final class HostsReader {
    private static final List<Form> FORMS = List.of(Form.DOCKER_HOST, Form.SOLO5_HOST, Form.ALBATROSS_HOST);

    private final Values values;

    HostsReader(Values values) {
        this.values = values;
    }

    /** Every name in the file; those whose host is wrong, and was reported, stand for nothing. */
    Map<String, Optional<Host>> read(List<Values.Named> entries) {
        Map<String, Optional<Host>> hosts = new LinkedHashMap<>();
        for (Values.Named entry : entries) {
            boolean named = values.parsed("the host name", entry.key(), text -> Checked.line("the host name", text))
                    .isPresent();
            Optional<Host> host = values.fields(entry.value(), "a host", FORMS)
                    .flatMap(fields -> named ? host(entry.name(), fields) : Optional.empty());
            hosts.put(entry.name(), host);
        }
        return hosts;
    }

    private Optional<Host> host(String name, Fields fields) {
        Optional<String> via = fields.parsed("via", text -> Checked.line("the label of via", text));
        return switch (fields.form()) {
            case DOCKER_HOST -> fields.parsed("docker", endpoint -> new Host.Docker(name, via, endpoint));
            case SOLO5_HOST -> solo5(name, via, fields);
            case ALBATROSS_HOST -> {
                Optional<String> domain =
                        fields.parsed("domain", text -> Host.Albatross.checkedDomain(Checked.line("the domain", text)));
                yield fields.parsed("albatross", address -> new Host.Albatross(name, via, address, domain.orElse("")));
            }
            default -> throw new IllegalStateException(fields.form().title());
        };
    }

    private Optional<Host> solo5(String name, Optional<String> via, Fields fields) {
        Optional<URI> endpoint = fields.parsed("solo5", text -> Checked.uri("the Solo5 endpoint", text));
        Optional<String> directory = fields.parsed("directory", text -> Checked.absolutePath("the directory", text));
        List<String> redeploy = fields.texts("redeploy").orElse(List.of());
        List<String> status = fields.texts("status").orElse(List.of());
        if (endpoint.isEmpty() || directory.isEmpty()) {
            return Optional.empty();
        }
        return values.made(
                fields.place("solo5"),
                () -> new Host.Solo5(name, via, endpoint.get(), directory.get(), redeploy, status));
    }
}

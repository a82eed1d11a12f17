package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDigestsTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    private static final String OLD = "sha256:" + "0".repeat(64);
    private static final String NEW = "sha256:" + "1".repeat(64);

    private final AtomicReference<String> current = new AtomicReference<>(OLD);
    private final Path file;

    KeptDigestsTest(@TempDir Path directory) {
        this.file = directory.resolve("lookups.json");
    }

    @Test
    void a_digest_is_looked_up_again_when_its_time_is_over() throws Exception {
        try (TinyServer server = new TinyServer(this::answer)) {
            assertThat(at(server, NOON)).isEqualTo(OLD);
            current.set(NEW);

            assertThat(at(server, NOON.plusSeconds(3_599))).isEqualTo(OLD);
            assertThat(at(server, NOON.plusSeconds(3_601))).isEqualTo(NEW);
        }
    }

    @Test
    void a_damaged_file_costs_one_look() throws Exception {
        try (TinyServer server = new TinyServer(this::answer)) {
            Files.writeString(file, "{\"torn");

            assertThat(at(server, NOON)).isEqualTo(OLD);
            assertThat(file).content().contains(OLD);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Docker-Content-Digest", current.get());
        TinyServer.answer(exchange, 200, "application/vnd.oci.image.manifest.v1+json", "");
    }

    private String at(TinyServer server, Instant now) throws Exception {
        return new KeptDigests(file, Clock.fixed(now, ZoneOffset.UTC))
                .find(
                        new BuildArgument.DigestOf(
                                ImageName.parse(server.address() + "/tools:latest"), Duration.ofHours(1)),
                        new RegistryClient(Logins.NONE, Set.of(), line -> {}),
                        Deadline.in(Duration.ofMinutes(1)));
    }
}

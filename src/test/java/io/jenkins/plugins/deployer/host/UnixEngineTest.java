package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.deployer.rules.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class UnixEngineTest {
    private WireEngine wire;
    private Engines engines;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        wire = new WireEngine();
        engines = new Engines(Map.of());
        engine = engines.engine(wire.host());
    }

    @AfterEach
    void stop() throws Exception {
        engines.close();
        wire.close();
    }

    @Test
    void asks_in_the_version_that_the_engine_names() throws Exception {
        wire.answering(WireEngine.json(200, "{\"ID\":\"x\",\"Unknown\":{\"kept\":1}}"));

        JsonNode service = engine.get("/services/x?insertDefaults=true");

        assertThat(service.toString()).isEqualTo("{\"ID\":\"x\",\"Unknown\":{\"kept\":1}}");
        assertThat(wire.requests()).containsExactly("GET /v1.41/services/x?insertDefaults=true HTTP/1.1");
    }

    @Test
    void an_empty_answer_is_a_missing_node() throws Exception {
        wire.answering("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(engine.delete("/services/x").isMissingNode()).isTrue();
    }

    @Test
    void the_engines_own_words_become_a_sentence_with_the_host() {
        wire.answering(WireEngine.json(404, "{\"message\":\"service x not found\"}"));

        EngineException e = catchThrowableOfType(EngineException.class, () -> engine.get("/services/x?a=b"));

        assertThat(e).hasMessage("toxis: GET /services/x: service x not found (HTTP 404)");
        assertThat(e.status()).isEqualTo(404);
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void an_overloaded_engine_is_worth_asking_again() {
        wire.answering("HTTP/1.1 503 X\r\nContent-Length: 4\r\n\r\nbusy");

        EngineException e = catchThrowableOfType(EngineException.class, () -> engine.get("/services"));

        assertThat(e).hasMessage("toxis: GET /services: busy (HTTP 503)");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void a_read_survives_a_connection_that_breaks_under_it() throws Exception {
        wire.answering("").answering(WireEngine.json(200, "[]"));

        assertThat(engine.get("/services").isArray()).isTrue();
    }

    @Test
    void a_change_is_not_repeated_when_the_connection_breaks_under_it() {
        wire.answering("").answering(WireEngine.json(200, "{}"));

        EngineException e = catchThrowableOfType(
                EngineException.class,
                () -> engine.post("/services/x/update?version=3", MissingNode.getInstance(), Map.of()));

        assertThat(e)
                .hasMessageStartingWith("toxis: POST /services/x/update: the connection to unix://")
                .hasMessageEndingWith("whether the engine did it must be looked up before it is tried again");
        assertThat(e.status()).isZero();
        assertThat(e.isTransient()).isTrue();
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void a_stream_is_handed_on_value_by_value_until_it_breaks() {
        wire.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "10\r\n{\"status\":\"one\"}\r\n10\r\n{\"status\":\"two\"}\r\n5\r\n{\"sta\r\n0\r\n\r\n");
        List<String> seen = new ArrayList<>();

        EngineException e = catchThrowableOfType(
                EngineException.class,
                () -> engine.stream("/images/create?fromImage=x", Map.of(), value -> seen.add(value.toString())));

        assertThat(seen).containsExactly("{\"status\":\"one\"}", "{\"status\":\"two\"}");
        assertThat(e).hasMessageStartingWith("toxis: POST /images/create: ");
    }

    @Test
    void a_waiting_call_ends_when_it_is_interrupted() throws Exception {
        wire.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> interrupt = CompletableFuture.runAsync(() -> {
            while (wire.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            caller.interrupt();
        });

        assertThatThrownBy(() -> engine.get("/services")).isInstanceOf(InterruptedException.class);
        interrupt.get();
    }

    @Test
    void closing_ends_a_waiting_call() throws Exception {
        wire.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> {
            try {
                return engine.post("/services/create", MissingNode.getInstance(), Map.of());
            } catch (EngineException | InterruptedException e) {
                return e;
            }
        });
        while (wire.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        engines.close();

        assertThat(call.get(10, TimeUnit.SECONDS)).isInstanceOf(EngineException.class);
    }

    @Test
    void a_kept_connection_serves_the_next_calls() throws Exception {
        for (int i = 0; i < 5; i++) {
            wire.answering(WireEngine.json(200, "{}"));
            engine.post("/x", MissingNode.getInstance(), Map.of("X-Registry-Auth", "e30="));
        }

        assertThat(wire.connections()).isEqualTo(1);
    }

    @Test
    void an_answer_in_chunks_ends_where_it_says() throws Exception {
        wire.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n[1,\r\n2\r\n2]\r\n0\r\nA: b\r\n\r\n");
        wire.answering(WireEngine.json(200, "[3]"));

        assertThat(engine.get("/a").toString()).isEqualTo("[1,2]");
        assertThat(engine.get("/b").toString()).isEqualTo("[3]");
        assertThat(wire.connections()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_cut_short_is_no_answer() {
        wire.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
                .answering("HTTP/1.1 200 OK\r\nConnection: close\r\n");

        assertThatThrownBy(() -> {
                    engine.get("/a");
                    wire.endAfterNext();
                    engine.delete("/b");
                })
                .hasMessageStartingWith("toxis: DELETE /b: the connection to unix://");
    }

    @Test
    void an_answer_that_is_not_http_is_reported() {
        wire.answering("SSH-2.0-OpenSSH\r\n");

        assertThatThrownBy(() -> engine.delete("/b")).hasMessageContaining("the answer is not HTTP");
    }

    @Test
    void filters_are_encoded() throws Exception {
        wire.answering(WireEngine.json(200, "[]"));

        engine.get("/services?filters={\"name\":[\"a b\"]}&status=%7B");

        assertThat(wire.requests())
                .containsExactly("GET /v1.41/services?filters=%7B%22name%22:%5B%22a%20b%22%5D%7D&status=%7B HTTP/1.1");
    }

    @Test
    void a_header_cannot_smuggle_another_request() {
        assertThatThrownBy(() -> engine.post("/x", MissingNode.getInstance(), Map.of("X-A", "b\r\nX-C: d")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_log_is_unmultiplexed_and_cut_to_its_tail() throws Exception {
        String frames = "\1\0\0\0\0\0\0\4one\n" + "\2\0\0\0\0\0\0\6twenty" + "\1\0\0\0\0\0\0\1\n";
        wire.answering("HTTP/1.1 200 OK\r\nContent-Length: " + frames.length() + "\r\n\r\n" + frames);
        wire.answering("HTTP/1.1 200 OK\r\nContent-Length: " + frames.length() + "\r\n\r\n" + frames);

        assertThat(engine.text("/containers/c/logs?stdout=1", 1000)).isEqualTo("one\ntwenty\n");
        assertThat(engine.text("/containers/c/logs?stdout=1", 4)).isEqualTo("nty\n");
    }

    @Test
    void a_log_of_a_terminal_is_taken_as_it_is() throws Exception {
        wire.answering(
                "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\nContent-Length: 3\r\n\r\na\nb");

        assertThat(engine.text("/containers/c/logs?stdout=1", 1000)).isEqualTo("a\nb");
    }

    @Test
    void a_missing_socket_is_said_with_what_to_look_at(@TempDir Path empty) throws Exception {
        Host.Docker nowhere = new Host.Docker("watch", Optional.empty(), "unix://" + empty.resolve("docker.sock"));

        EngineException e = catchThrowableOfType(
                EngineException.class, () -> engines.engine(nowhere).get("/services"));

        assertThat(e)
                .hasMessage("watch: there is no socket " + empty.resolve("docker.sock")
                        + "; is the Docker engine running, and is this its socket?");
        assertThat(e.status()).isZero();
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void something_else_on_the_socket_is_no_docker_engine() throws Exception {
        wire.pinging("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi");

        assertThatThrownBy(() -> engine.get("/services"))
                .hasMessageStartingWith("toxis: what answers at unix://")
                .hasMessageContaining("is not a Docker engine");
    }
}

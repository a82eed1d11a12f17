package io.jenkins.plugins.deployer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The engine as a bystander sees it, so that both sides are judged by the same eyes: neither by what the deployer says
 * of itself nor by what the docker client waits for. Speaks HTTP/1.0, where the answer ends with the connection.
 */
final class Swarm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnixDomainSocketAddress socket;

    Swarm(Path socket) {
        this.socket = UnixDomainSocketAddress.of(socket);
    }

    /** The image in the service's specification. */
    String image(String service) throws IOException {
        return get("/services/" + service)
                .at("/Spec/TaskTemplate/ContainerSpec/Image")
                .asText();
    }

    /** Whether the service was given another image than this one and all its replicas run it. */
    boolean runsAnotherThan(String image, String service) throws IOException {
        JsonNode spec = get("/services/" + service).path("Spec");
        String wanted = spec.at("/TaskTemplate/ContainerSpec/Image").asText();
        if (wanted.equals(image)) {
            return false;
        }
        String filter = URLEncoder.encode("{\"service\":[\"" + service + "\"]}", StandardCharsets.UTF_8);
        long running = 0;
        for (JsonNode task : get("/tasks?filters=" + filter)) {
            boolean runs = task.at("/Status/State").asText().equals("running");
            if (runs && task.at("/Spec/ContainerSpec/Image").asText().equals(wanted)) {
                running++;
            }
        }
        return running == spec.at("/Mode/Replicated/Replicas").asLong();
    }

    private JsonNode get(String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(socket)) {
            String request = "GET " + path + " HTTP/1.0\r\nHost: engine\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(65536);
            while (channel.read(buffer.clear()) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
            }
            String text = answer.toString(StandardCharsets.UTF_8);
            return JSON.readTree(text.substring(text.indexOf("\r\n\r\n") + 4));
        }
    }
}

package io.jenkins.plugins.deployer.unikernel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A registry at the wire whose images have exactly the layers that a test makes, good or bad. */
public final class ServedImages implements AutoCloseable {
    static final String PLAIN = "application/vnd.oci.image.layer.v1.tar";
    static final String GZIP = PLAIN + "+gzip";

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private record Content(String type, byte[] bytes) {}

    private final HttpServer server;
    private final Map<String, Content> content = new ConcurrentHashMap<>();
    private final List<String> blobs = new CopyOnWriteArrayList<>();

    public ServedImages() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v2/", this::answer);
        server.start();
    }

    /** An image of gzipped layers, from the base up. */
    public ImageName image(TarLayer... layers) {
        return image(GZIP, Stream.of(layers).map(TarLayer::gzip).toArray(byte[][]::new));
    }

    public ImageName image(String layerType, byte[]... layers) {
        return name(manifest(layerType, layers));
    }

    /** An index with an image of one layer for each platform. */
    ImageName index(Map<String, TarLayer> images) {
        String entries = images.entrySet().stream()
                .map(image ->
                        descriptor(MANIFEST, manifest(GZIP, image.getValue().gzip()), platform(image.getKey())))
                .collect(Collectors.joining(","));
        return name(
                put(INDEX, "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + entries + "]}"));
    }

    /** Serves other bytes than the digest of the image's only layer stands for. */
    void damage(byte[] layer, byte[] other) {
        content.put(digest(layer), new Content(GZIP, other));
    }

    /** How many blobs were asked for. */
    public int blobsServed() {
        return blobs.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String manifest(String layerType, byte[]... layers) {
        String config = put("application/vnd.oci.image.config.v1+json", "{}");
        String list = Stream.of(layers)
                .map(layer -> descriptor(layerType, put(layerType, layer), ""))
                .collect(Collectors.joining(","));
        return put(
                MANIFEST,
                "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                        + descriptor("application/vnd.oci.image.config.v1+json", config, "") + ",\"layers\":[" + list
                        + "]}");
    }

    private static String platform(String platform) {
        String[] parts = platform.split("/");
        return ",\"platform\":{\"os\":\"" + parts[0] + "\",\"architecture\":\"" + parts[1] + "\"}";
    }

    private String descriptor(String type, String digest, String more) {
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":"
                + content.get(digest).bytes.length + more + "}";
    }

    private ImageName name(String digest) {
        return ImageName.parse("127.0.0.1:" + server.getAddress().getPort() + "/staging/www")
                .withDigest(digest);
    }

    private String put(String type, String text) {
        return put(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private String put(String type, byte[] bytes) {
        content.put(digest(bytes), new Content(type, bytes));
        return digest(bytes);
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Content found = content.get(path.substring(path.lastIndexOf('/') + 1));
            if (path.contains("/blobs/")) {
                blobs.add(path);
            }
            if (found == null) {
                exchange.sendResponseHeaders(path.equals("/v2/") ? 200 : 404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", found.type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(found.bytes.length));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            exchange.sendResponseHeaders(200, found.bytes.length);
            exchange.getResponseBody().write(found.bytes);
        }
    }
}

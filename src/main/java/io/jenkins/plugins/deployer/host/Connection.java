package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * What all conversations with one endpoint share: the pool of kept HTTP connections, and the API version its engine
 * asked for. Safe for use by several threads.
 */
final class Connection implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** How long an engine may think about a call that is answered at once when all is well. */
    private static final Duration CALL = Duration.ofSeconds(60);
    /** How long a pull may show no progress: the engine itself tries a registry again for a minute or so. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Transport transport;
    private final ConnectionPool pool;
    private final OkHttpClient calls;
    private final OkHttpClient streams;
    /** From the request to the end of the answer's body; the client itself forgets a call once its headers are read. */
    private final Set<Call> open = ConcurrentHashMap.newKeySet();

    private volatile Optional<String> apiVersion = Optional.empty();
    private volatile boolean closed;

    Connection(Transport transport) {
        this.transport = transport;
        pool = new ConnectionPool(4, 5, TimeUnit.MINUTES);
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .connectionPool(pool)
                .socketFactory(transport.sockets(pool::evictAll))
                .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .fastFallback(false)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(CONNECT);
        if (transport.tls().isEmpty()) {
            // Otherwise the client reads all of Java's authorities at once, for a fifth of a second.
            client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        transport.tls().ifPresent(tls -> client.sslSocketFactory(tls.sockets(), tls.trusted()));
        calls = client.readTimeout(CALL).writeTimeout(CALL).build();
        streams = calls.newBuilder().readTimeout(SILENCE).build();
    }

    /** Opens what can be opened ahead of the first call. */
    void open() throws EngineException, InterruptedException {
        transport.open();
    }

    /** For calls that are answered at once. */
    OkHttpClient calls() {
        return calls;
    }

    /** For answers that go on as long as something happens. */
    OkHttpClient streams() {
        return streams;
    }

    /** Makes one call and reads its answer, both of which {@link #close} ends. */
    <T> T call(OkHttpClient client, Request request, Answer<T> answer) throws IOException {
        Call call = client.newCall(request);
        open.add(call);
        try {
            if (closed) {
                call.cancel();
            }
            try (Response response = call.execute()) {
                return answer.read(response);
            }
        } finally {
            open.remove(call);
        }
    }

    /** What to make of an answer. */
    interface Answer<T> {
        T read(Response response) throws IOException;
    }

    /** What the transport has to say about a failure. */
    Optional<EngineException> explained(IOException e) {
        return transport.explained(e);
    }

    ClientAccess clientAccess() throws EngineException {
        return transport.clientAccess(pool::evictAll);
    }

    HttpUrl url() {
        return transport.url();
    }

    Optional<String> apiVersion() {
        return apiVersion;
    }

    void apiVersionIs(String version) {
        apiVersion = Optional.of(version);
    }

    /** The engine that comes back may be another one: its kept connections and its version are forgotten. */
    void broke() {
        apiVersion = Optional.empty();
        pool.evictAll();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Call::cancel);
        pool.evictAll();
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }
}

package io.jenkins.plugins.deployer.jenkins.drift;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployHost;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentStore;
import io.jenkins.plugins.deployer.jenkins.deploy.Hosts;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Many hosts with many services each, all of which were deployed. Their engines answer what a look asks, at the wire, and count
 * who connects.
 */
public final class PlayedHosts implements Hosts, AutoCloseable {
    public static final String IMAGE = "ocurrent/base-images";
    private static final Asker ASKER = new Asker("org/web/live#1", Optional.empty(), Optional.empty());

    private final Engines engines = new Engines(Map.of());
    private final List<Played> all = new ArrayList<>();
    private final DeploymentStore store;
    private final Looks looks;
    /** What is under way. */
    final List<DeploymentNow> now = new CopyOnWriteArrayList<>();

    /** @param longest for how long a host may be looked at */
    public PlayedHosts(Path directory, int hosts, int services, Duration longest) throws IOException {
        store = DeploymentStore.open(directory, () -> 10, System.err::println);
        for (int i = 0; i < hosts; i++) {
            all.add(new Played("host-" + i, services));
        }
        looks = new Looks(this, store, () -> now, Clock.systemUTC(), longest);
    }

    /** Looks at all of them once. */
    public List<HostDrift> look() throws IOException {
        List<HostDrift> found = new CopyOnWriteArrayList<>();
        looks.look(hosts(), store.all().keySet(), found::add).join();
        return found;
    }

    /** Looks at one service of them. */
    List<HostDrift> look(ServiceOnHost only) throws IOException {
        List<HostDrift> found = new CopyOnWriteArrayList<>();
        looks.look(hosts(), Set.of(only), found::add).join();
        return found;
    }

    Looks looks() {
        return looks;
    }

    DeploymentStore store() {
        return store;
    }

    List<Host> hosts() {
        return all.stream().map(played -> (Host) played.rule).toList();
    }

    Played host(int number) {
        return all.get(number);
    }

    /** How many connections all of them have seen. */
    public int connections() {
        return all.stream().mapToInt(played -> played.clients.size()).sum();
    }

    /** What all of them were asked, pings included. */
    public int requests() {
        return all.stream().mapToInt(played -> played.requests.size()).sum();
    }

    static ServiceOnHost service(int number, String host) {
        return new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "service-" + number, host);
    }

    void deploy(ServiceOnHost service, String id, char version) throws IOException {
        store.add(recorded(service, id, version, Deployment.Cause.PUSH));
    }

    static RecordedDeployment recorded(ServiceOnHost service, String id, char version, Deployment.Cause cause) {
        Deployment one = Deployments.deployment(service, id, version, Outcome.LIVE, false);
        return new RecordedDeployment(
                new Deployment(
                        one.id(),
                        one.service(),
                        cause,
                        one.origin(),
                        one.image(),
                        one.digest(),
                        one.previous(),
                        one.restored(),
                        one.outcome(),
                        one.ownFault(),
                        one.reason(),
                        one.started(),
                        one.finished(),
                        one.gap(),
                        one.url(),
                        one.rules()),
                ASKER);
    }

    DeploymentNow underWay(ServiceOnHost service) {
        return new DeploymentNow(
                "now", service, ASKER, Deployment.Cause.PUSH, IMAGE, Optional.empty(), true, Instant.now());
    }

    @Override
    public Engine engine(DeployHost host) throws EngineException {
        return engines.engine((Host.Docker) host.host());
    }

    @Override
    public UnikernelHost unikernels(DeployHost host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UnikernelBinaries binaries(DeployHost host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Logins logins(DeployHost host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DockerClient client(DeployHost host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Digests digests(DeployHost host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        looks.close();
        engines.close();
        for (Played played : all) {
            played.close();
        }
    }

    /** One host. */
    final class Played implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Host.Docker rule;
        private final int services;
        private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final Map<Integer, Character> byHand = new ConcurrentHashMap<>();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean hangs;
        private volatile int fails;
        private volatile Runnable onTasks = () -> {};

        Played(String name, int services) throws IOException {
            this.services = services;
            rule = new Host.Docker(name, Optional.empty(), "tcp://127.0.0.1:" + server.getLocalPort());
            for (int i = 0; i < services; i++) {
                deploy(service(i, name), name + "-" + i, 'a');
            }
            daemon(this::accept);
        }

        /** Somebody changed the image of a service. */
        void change(int service, char version) {
            byHand.put(service, version);
        }

        /** It takes questions and never answers. */
        void hang() {
            hangs = true;
        }

        void fail(int status) {
            fails = status;
        }

        /** What happens before it says which tasks there are. */
        void onTasks(Runnable what) {
            onTasks = what;
        }

        private void accept() throws IOException {
            while (true) {
                Socket client = server.accept();
                clients.add(client);
                daemon(() -> serve(client));
            }
        }

        private void serve(Socket client) throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                while (!in.readLine().isEmpty()) {
                    // Headers; there are no bodies.
                }
                requests.add(request);
                if (hangs) {
                    awaitEnd();
                    return;
                }
                String body = body(request);
                int status = fails > 0 ? fails : 200;
                out.write(("HTTP/1.1 " + status + " X\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }

        private void awaitEnd() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String body(String request) {
            if (request.contains("/_ping")) {
                return "OK";
            }
            if (fails > 0) {
                return "{\"message\":\"the disk is full\"}";
            }
            if (request.contains("/tasks")) {
                onTasks.run();
            }
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            IntStream.range(0, services).forEach(i -> list.add(request.contains("/tasks") ? task(i) : serviceJson(i)));
            return list.toString();
        }

        private String image(int service) {
            return IMAGE + "@" + Deployments.digest(byHand.getOrDefault(service, 'a'));
        }

        private ObjectNode serviceJson(int number) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("ID", "id-" + number).put("UpdatedAt", "2026-05-03T12:00:00Z");
            ObjectNode spec = json.putObject("Spec").put("Name", "service-" + number);
            spec.putObject("Labels")
                    .put("io.jenkins.deployer.request", rule.name() + "-" + number)
                    .put("io.jenkins.deployer.digest", Deployments.digest('a'));
            spec.putObject("TaskTemplate").putObject("ContainerSpec").put("Image", image(number));
            spec.putObject("Mode").putObject("Replicated").put("Replicas", 1);
            return json;
        }

        private ObjectNode task(int number) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("ID", "task-" + number)
                    .put("ServiceID", "id-" + number)
                    .put("Slot", 1)
                    .put("DesiredState", "running")
                    .put("CreatedAt", "2026-05-03T12:00:00Z");
            json.putObject("Spec").putObject("ContainerSpec").put("Image", image(number));
            json.putObject("Status").put("State", "running").put("Timestamp", "2026-05-03T12:00:00Z");
            return json;
        }

        @Override
        public void close() throws IOException {
            released.countDown();
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private interface Service {
        void run() throws IOException;
    }

    private static void daemon(Service service) {
        Thread thread = new Thread(() -> {
            try {
                service.run();
            } catch (IOException e) {
                // The client or the test has gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}

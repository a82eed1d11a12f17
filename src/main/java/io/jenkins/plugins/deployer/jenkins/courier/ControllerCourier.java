package io.jenkins.plugins.deployer.jenkins.courier;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.model.Jenkins;

/** The courier of this controller. It works as the controller itself, and through its proxy. */
@Extension
public final class ControllerCourier {
    private static final int THREADS = 4;
    private static final int IDLE_SECONDS = 30;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final Courier courier = new Courier(Clock.systemUTC(), new Pool());
    private WebApi web;
    private ProxyConfiguration proxy;

    public static ControllerCourier get() {
        return ExtensionList.lookupSingleton(ControllerCourier.class);
    }

    /** Does not wait. */
    public void send(String place, Letter letter) {
        courier.send(place, letter);
    }

    /** How letters reach others. */
    public synchronized WebApi web() {
        ProxyConfiguration now = Jenkins.get().getProxy();
        if (web == null || now != proxy) {
            HttpClient client = ProxyConfiguration.newHttpClientBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            web = new WebApi(client, ANSWER);
            proxy = now;
        }
        return web;
    }

    @Terminator
    public static void stop() {
        ExtensionList.lookup(ControllerCourier.class).forEach(one -> one.courier.close());
    }

    private static final class Pool implements Courier.Threads {
        private final ScheduledThreadPoolExecutor threads;

        Pool() {
            AtomicInteger number = new AtomicInteger();
            threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
                Thread thread = new Thread(task, "deployer courier " + number.incrementAndGet());
                thread.setDaemon(true);
                thread.setContextClassLoader(ControllerCourier.class.getClassLoader());
                return thread;
            });
            threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
            threads.allowCoreThreadTimeOut(true);
        }

        @Override
        public void run(Runnable task, Duration after) {
            threads.schedule(() -> asController(task), after.toMillis(), TimeUnit.MILLISECONDS);
        }

        @SuppressWarnings("try")
        private static void asController(Runnable task) {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                task.run();
            }
        }

        @Override
        public void stop() {
            threads.shutdownNow();
        }
    }
}

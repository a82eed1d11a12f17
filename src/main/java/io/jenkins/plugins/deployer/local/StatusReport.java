package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.report.HostState;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.ServiceRecord;
import io.jenkins.plugins.deployer.report.Status;
import io.jenkins.plugins.deployer.report.UnikernelsOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.service.Running;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Finds out what runs and what should; hosts and repositories are asked side by side. */
final class StatusReport {
    private final Workplace workplace;
    private final Progress progress;
    private volatile boolean complete = true;

    StatusReport(Workplace workplace, Progress progress) {
        this.workplace = workplace;
        this.progress = progress;
    }

    /** @param withHeads whether the forge is asked for the heads of repositories */
    Status make(boolean withHeads) throws IOException, InterruptedException {
        Rules rules = workplace.rules();
        Map<String, Future<HostState>> hosts = new LinkedHashMap<>();
        for (Host.Docker host : Services.hosts(rules.repositories().values(), rules.images())) {
            hosts.put(host.name(), start(() -> ask(host)));
        }
        Map<ServiceOnHost, ServiceRecord> records = workplace.log().records();
        Services.unikernels(rules).stream()
                .collect(Collectors.groupingBy(rule -> rule.host().name()))
                .forEach((host, unikernels) -> hosts.put(host, start(() -> look(host, unikernels, records))));
        Map<RepositoryName, Future<Map<LiveHead, String>>> heads = new LinkedHashMap<>();
        if (withHeads) {
            Planner.liveHeads(rules).forEach((name, live) -> heads.put(name, start(() -> read(name, live))));
        }
        return Status.of(
                rules, all(hosts), all(heads), records, workplace.clock().instant());
    }

    /** Whether everybody who was asked has answered. */
    boolean isComplete() {
        return complete;
    }

    private HostState ask(Host.Docker host) throws InterruptedException {
        try {
            return new HostState.Reached(Running.on(workplace.engine(host.name())));
        } catch (IOException e) {
            complete = false;
            return new HostState.Unreachable(e.getMessage());
        }
    }

    private HostState look(String host, List<UnikernelDeployment> unikernels, Map<ServiceOnHost, ServiceRecord> records)
            throws InterruptedException {
        try {
            List<String> names =
                    unikernels.stream().map(UnikernelDeployment::unikernel).toList();
            List<Running> running = UnikernelsOnHost.look(
                    workplace.unikernels().host(host),
                    names,
                    name -> Optional.ofNullable(
                            records.get(new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, name, host))));
            return new HostState.Reached(running);
        } catch (IOException e) {
            complete = false;
            return new HostState.Unreachable(e.getMessage());
        }
    }

    private Map<LiveHead, String> read(RepositoryName repository, Set<LiveHead> live) throws InterruptedException {
        try {
            return workplace.revisions().commits(repository, live);
        } catch (IOException e) {
            complete = false;
            progress.tell(e.getMessage());
            return Map.of();
        }
    }

    private <T> Future<T> start(Callable<T> question) {
        return workplace.threads().submit(question);
    }

    private static <K, V> Map<K, V> all(Map<K, Future<V>> answers) throws InterruptedException {
        Map<K, V> all = new HashMap<>();
        for (Map.Entry<K, Future<V>> answer : answers.entrySet()) {
            try {
                all.put(answer.getKey(), answer.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return all;
    }
}

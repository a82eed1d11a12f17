package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.service.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The status as a table for a terminal. */
public final class StatusText {
    private StatusText() {}

    /** Lines that each end with a line feed: a heading, and one for each service. */
    public static String of(Status status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SERVICE", "WANTED", "RUNS", "AGE", "REPLICAS", "STATE"));
        status.services().forEach(service -> rows.add(row(service, status.at())));
        return TextTable.of(rows);
    }

    private static List<String> row(ServiceStatus status, Instant at) {
        return List.of(
                status.name() + "@" + status.wanted().service().host(),
                wanted(status.wanted()),
                status.running().map(StatusText::runs).orElse("-"),
                status.running()
                        .flatMap(Running::since)
                        .map(since -> age(since, at))
                        .orElse("-"),
                status.running()
                        .map(running -> running.replicas() + "/" + running.wanted())
                        .orElse("-"),
                status.state().label() + (status.explanation().isEmpty() ? "" : ": " + status.explanation()));
    }

    private static String wanted(Wanted wanted) {
        String commit = wanted.commit().map(id -> " " + Brief.commit(id)).orElse("");
        return wanted.source().map(source -> source + commit).or(wanted::image).orElse("-");
    }

    private static String runs(Running running) {
        String image = running.digest().map(Brief::digest).orElse(running.image());
        return image + running.commit().map(id -> " " + Brief.commit(id)).orElse("");
    }

    /** Clocks of hosts may be ahead of ours. */
    private static String age(Instant since, Instant at) {
        return Words.time(since.isAfter(at) ? Duration.ZERO : Duration.between(since, at));
    }
}

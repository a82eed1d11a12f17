package io.jenkins.plugins.deployer.jenkins.courier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Does everything in the thread that asks for it, when its time has come, by a clock that is set forward. For one thread. */
public final class LaterThreads extends Clock implements Courier.Threads {
    private record Task(Instant at, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-03T12:00:00Z");

    @Override
    public void run(Runnable task, Duration after) {
        tasks.add(new Task(now.plus(after), task));
    }

    @Override
    public void stop() {
        tasks.clear();
    }

    /** Does all that there is to do, and what comes of it; the clock then says when that was over. */
    public LaterThreads finish() {
        while (!tasks.isEmpty()) {
            Task next = tasks.stream().min(Comparator.comparing(Task::at)).orElseThrow();
            tasks.remove(next);
            now = next.at();
            next.work().run();
        }
        return this;
    }

    /** Does what is to be done now. */
    public void doNow() {
        List<Task> due = tasks.stream().filter(task -> !task.at().isAfter(now)).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.work().run());
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

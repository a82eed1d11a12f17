package io.jenkins.plugins.deployer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.process.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every deployment of the command, in a file with a line of JSON for each, oldest first.
 *
 * <p>The file is only ever appended to, under a file lock, and what {@link #append} returned for is on the disk. A line
 * that a killed process or a full disk left unfinished is told to {@code problems} and passed over, as is any other
 * line that is no deployment; what is written after it begins on a line of its own. Reading keeps one line in memory
 * (and what is in quarantine), takes no lock, and sees every deployment that was appended before it began. Safe for use by several threads and
 * processes.
 */
public final class DeploymentLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final LineFile lines;
    private final Consumer<String> problems;
    private final KnownFaults faults = new KnownFaults();
    private LogLines.Place faultsUntil = LogLines.Place.START;

    /**
     * @param file need not exist, nor its directory; it is not touched until it is used
     * @param problems is told in a sentence about each line that cannot be read, whenever it is come across
     */
    public DeploymentLog(Path file, Consumer<String> problems) {
        this.file = file;
        this.lines = new LineFile(file);
        this.problems = problems;
    }

    /** @throws IOException if it could not be written; the file is then as it was, if that could be arranged */
    public void append(Deployment deployment) throws IOException {
        try {
            lines.append(DeploymentJson.of(deployment).toString());
        } catch (IOException e) {
            throw new IOException(
                    "The deployment of " + deployment.service() + " could not be written to the log " + file + ": "
                            + e.getMessage() + "; check the disk, then deploy again",
                    e);
        }
    }

    /** Hands on every deployment, oldest first, as it is read. */
    public void forEach(Consumer<Deployment> each) throws IOException {
        forEach(LogLines.Place.START, each);
    }

    /** @return where what was not read yet begins */
    private LogLines.Place forEach(LogLines.Place from, Consumer<Deployment> each) throws IOException {
        try (LogLines log = LogLines.open(file, from)) {
            for (Optional<LogLines.Line> next = log.next(); next.isPresent(); next = log.next()) {
                read(next.get()).ifPresent(each);
            }
            return log.place();
        }
    }

    private Optional<Deployment> read(LogLines.Line line) {
        if (line.text().isBlank() && line.problem().isEmpty()) {
            return Optional.empty();
        }
        String problem;
        try {
            if (line.problem().isEmpty()) {
                return Optional.of(DeploymentJson.read(JSON.readTree(line.text())));
            }
            problem = line.problem().get();
        } catch (JsonProcessingException e) {
            problem = "it is no JSON; a process may have been killed while it wrote it";
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        problems.accept(
                file + ":" + line.number() + ": this line of the log of deployments is passed over: " + problem);
        return Optional.empty();
    }

    /** The newest deployments of a service, newest first. */
    public List<Deployment> history(ServiceOnHost service, int limit) throws IOException {
        Deque<Deployment> newest = new ArrayDeque<>();
        forEach(deployment -> {
            if (deployment.service().equals(service)) {
                newest.addFirst(deployment);
                if (newest.size() > limit) {
                    newest.removeLast();
                }
            }
        });
        return Collections.unmodifiableList(new ArrayList<>(newest));
    }

    /** What is known of each service that was ever deployed, in one reading. */
    public Map<ServiceOnHost, ServiceRecord> records() throws IOException {
        Map<ServiceOnHost, ServiceRecord> records = new LinkedHashMap<>();
        forEach(deployment -> records.merge(
                deployment.service(), ServiceRecord.of(deployment), (earlier, unused) -> earlier.and(deployment)));
        return Collections.unmodifiableMap(records);
    }

    /** The deployment for which this commit may not be deployed as this service again, unless by force. */
    public Optional<Deployment> quarantineOfCommit(ServiceOnHost service, String commit) throws IOException {
        synchronized (faults) {
            readFaults();
            return faults.ofCommit(service, commit);
        }
    }

    /** The same for an image that was built by somebody else. */
    public Optional<Deployment> quarantineOfDigest(ServiceOnHost service, String digest) throws IOException {
        synchronized (faults) {
            readFaults();
            return faults.ofDigest(service, digest);
        }
    }

    /** Only what is new, as a command that deploys many services asks about each. */
    private void readFaults() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < faultsUntil.bytes()) {
            faults.clear();
            faultsUntil = LogLines.Place.START;
        }
        if (size > faultsUntil.bytes()) {
            faultsUntil = forEach(faultsUntil, faults::add);
        }
    }
}

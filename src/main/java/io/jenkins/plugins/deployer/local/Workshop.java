package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.BuildRecordFile;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import io.jenkins.plugins.deployer.unikernel.ImageFiles;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Has each build of a pass made once, a bounded number at a time, unless an earlier one can be used. */
final class Workshop {
    private final Staging staging;
    private final DockerBuilds builder;
    private final Confirmation confirmation;
    private final Progress progress;
    private final ExecutorService threads;
    private final Semaphore places;
    private final Duration patience;
    private final Rules rules;
    private final ImageFiles files;
    private final Path temporary;
    private final Map<Bench, Future<Optional<ImageName>>> benches = new ConcurrentHashMap<>();

    private record Bench(BuildKey key, Optional<ImageName> place) {}

    /**
     * @param parallel how many builds run at a time
     * @param patience how long one piece of work with a registry may take
     */
    Workshop(Workplace workplace, Confirmation confirmation, Progress progress, int parallel, Duration patience) {
        this.staging = new Staging(workplace.registries(), new BuildRecordFile(workplace.state()));
        this.builder = new DockerBuilds(workplace, patience);
        this.confirmation = confirmation;
        this.progress = progress;
        this.threads = workplace.threads();
        this.places = new Semaphore(parallel);
        this.patience = patience;
        this.rules = workplace.rules();
        this.files = new ImageFiles(workplace.registries());
        this.temporary = workplace.state().resolve("checking");
        PrivateDirectory.sweep(temporary);
    }

    /**
     * Starts a build unless it was started already.
     *
     * @return the image by digest; empty if it was not confirmed, or if it is kept nowhere
     */
    Future<Optional<ImageName>> start(BuildTask build, Plan plan) {
        Optional<ImageName> place = Staging.place(build, plan);
        Callable<Optional<ImageName>> work = () -> make(build, plan.revision(), place);
        FutureTask<Optional<ImageName>> task = new FutureTask<>(work);
        Future<Optional<ImageName>> earlier = benches.putIfAbsent(new Bench(build.key(), place), task);
        if (earlier != null) {
            return earlier;
        }
        threads.execute(task);
        return task;
    }

    private Optional<ImageName> make(BuildTask build, Revision revision, Optional<ImageName> place)
            throws IOException, InterruptedException {
        String title = revision.repository() + " " + revision.head().name() + ": " + build.title();
        if (place.isPresent()) {
            Optional<BuildRecord> known = staging.find(build, place.get(), revision, Deadline.in(patience));
            if (known.isPresent()) {
                progress.tell(title + ": built already, from "
                        + known.get().revision().head() + " ("
                        + Brief.digest(known.get().image().digest().orElseThrow()) + ")");
                check(title, build, revision, known.get());
                return known.map(BuildRecord::image);
            }
        }
        boolean confirmed = confirmation.allows(Level.MOSTLY_HARMLESS, title)
                && (place.isEmpty() || confirmation.allows(Level.AVERAGE, title + " and keep it as " + place.get()));
        if (!confirmed) {
            return Optional.empty();
        }
        places.acquire();
        try {
            return make(title, build, revision, place);
        } finally {
            places.release();
        }
    }

    private Optional<ImageName> make(String title, BuildTask build, Revision revision, Optional<ImageName> place)
            throws IOException, InterruptedException {
        Progress.Step step = progress.begin(title);
        Elapsed took = new Elapsed();
        try {
            Optional<String> digest = builder.build(build, revision, place, step);
            if (place.isEmpty() || digest.isEmpty()) {
                step.done("built; the rules keep it nowhere"
                        + (build.binaries().isEmpty() ? "" : ", so its unikernel is not checked"));
                return Optional.empty();
            }
            BuildRecord record = staging.add(build, place.get(), digest.get(), revision, took.duration());
            checking(build, revision, record, step::update);
            step.done("built, kept as " + place.get().withDigest(digest.get()));
            return Optional.of(record.image());
        } catch (IOException e) {
            step.failed(e.getMessage());
            throw e;
        }
    }

    private void check(String title, BuildTask build, Revision revision, BuildRecord record)
            throws IOException, InterruptedException {
        try {
            checking(build, revision, record, note -> progress.tell(title + ": " + note));
        } catch (UnikernelException e) {
            progress.tell(title + ": " + e.getMessage());
            throw e;
        }
    }

    /** Looks at the unikernels of a build, unless they were found to be what is asked for before. */
    private void checking(BuildTask build, Revision revision, BuildRecord record, Consumer<String> notes)
            throws IOException, InterruptedException {
        Optional<BuildCheck> check = BuildCheck.of(build, rules.repositories().get(revision.repository()));
        if (check.isPresent() && !staging.isChecked(record, check.get().fingerprint())) {
            check.get()
                    .check(files, record.image(), temporary, Deadline.in(patience))
                    .forEach(notes);
            staging.addChecked(record, check.get().fingerprint());
        }
    }
}

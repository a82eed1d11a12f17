package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.Publisher;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.Superseded;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.RunSource;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Publishes one image of a run's plan. Blocks. */
final class Publishing {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** A name that many see moves by one run at a time, and only ever on to the newest commit. */
    private static final NamedLocks NAMES = new NamedLocks();

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final String title;

    Publishing(Run<?, ?> run, TaskListener listener, String title) {
        this.run = run;
        this.listener = listener;
        this.title = title;
    }

    /**
     * @return the published name with its digest
     * @throws AbortException with a sentence if that may not or cannot be done
     */
    @SuppressWarnings("try")
    ImageName publish() throws IOException, InterruptedException {
        DeployerRunAction action = DeployerRunAction.find(run)
                .orElseThrow(() -> new AbortException("This run has no plan yet: call deployerPlan() first"));
        PlannedTask<PublishTask> planned = PlannedTask.find(action.record().plans(), Plan::publications, this::isIt)
                .orElseThrow(() -> new AbortException("The plan of this run publishes no \"" + title
                        + "\"; the titles are in what deployerPlan returns"));
        PublishTask task = planned.task();
        Gate gate = Gate.of(run, planned.resource());
        gate.mayPublish(task.name());
        Map<BuildKey, ImageName> images = images(task, action.record().built());
        new ConfiguredLogins().track(run, task.name().registry());
        ImageName image;
        try (NamedLocks.Held held = NAMES.take(task.name().toString())) {
            requireHead(gate.source());
            image = publish(task, images);
        }
        action.addPublished(task.name(), image);
        return image;
    }

    private boolean isIt(PublishTask task) {
        return task.title().equals(title);
    }

    private ImageName publish(PublishTask task, Map<BuildKey, ImageName> images)
            throws IOException, InterruptedException {
        Publisher publisher =
                new Publisher(new RegistryClient(new ConfiguredLogins(), Set.of(), listener.getLogger()::println));
        Deadline deadline = Deadline.in(PATIENCE);
        Optional<ImageName> there = publisher.published(task, images, deadline);
        ImageName image = there.isPresent() ? there.get() : publisher.publish(task, images, deadline);
        listener.getLogger().println((there.isPresent() ? "Published already: " : "Published ") + image);
        return image;
    }

    private Map<BuildKey, ImageName> images(PublishTask task, Map<BuildKey, ImageName> built) throws AbortException {
        Map<BuildKey, ImageName> images = new LinkedHashMap<>();
        for (BuildKey key : task.builds()) {
            ImageName image = built.get(key);
            if (image == null) {
                throw new AbortException("\"" + title + "\" needs the build " + key.brief()
                        + ", which this run has not made; call buildImage" + " with its key first");
            }
            images.put(key, image);
        }
        return images;
    }

    /** What is published is seen at once, so nobody is to go back by running an old build again. */
    private void requireHead(RunSource source) throws IOException, InterruptedException {
        Optional<String> current = HeadNow.of(source, listener);
        if (!current.equals(Optional.of(source.commit()))) {
            throw Superseded.by(source.head() + " of " + source.repository()
                    + current.map(commit -> " is at " + commit.substring(0, 12) + " by now")
                            .orElse(" is there no longer")
                    + ", so " + source.commit().substring(0, 12) + " is not published");
        }
    }
}

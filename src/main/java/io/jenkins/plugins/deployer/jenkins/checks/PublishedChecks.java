package io.jenkins.plugins.deployer.jenkins.checks;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.deployer.jenkins.check.Board;
import io.jenkins.plugins.deployer.jenkins.check.CheckBoards;
import io.jenkins.plugins.deployer.jenkins.check.Memory;
import io.jenkins.plugins.deployer.jenkins.check.Shown;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.report.Check;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Whatever publishes checks of projects that nothing else knows, as of other forges. A publisher does not say whether it
 * published; what it writes into its log is told in the run's.
 */
@OptionalExtension(requirePlugins = "checks-api", ordinal = -10)
public final class PublishedChecks extends CheckBoards {
    @Override
    public Optional<Board> find(Run<?, ?> run) {
        return publisher(run, TaskListener.NULL).isPresent() ? Optional.of(new Published(run)) : Optional.empty();
    }

    private static Optional<ChecksPublisher> publisher(Run<?, ?> run, TaskListener listener) {
        try {
            ChecksPublisher publisher = ChecksPublisherFactory.fromRun(run, listener);
            return publisher instanceof ChecksPublisher.NullChecksPublisher ? Optional.empty() : Optional.of(publisher);
        } catch (IllegalStateException e) {
            // What github-checks throws for a branch that is gone.
            return Optional.empty();
        }
    }

    private record Published(Run<?, ?> run) implements Board {
        @Override
        public Delivery show(Shown shown, Memory memory) {
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
            Optional<ChecksPublisher> publisher = publisher(run, listener);
            if (publisher.isPresent()) {
                publisher.get().publish(details(shown));
            }
            String said = log.toString(StandardCharsets.UTF_8).strip();
            return said.contains("Failed Publishing") ? new Delivery.Never(said) : Delivery.done();
        }
    }

    private static ChecksDetails details(Shown shown) {
        Check check = shown.check();
        ChecksDetails.ChecksDetailsBuilder details = new ChecksDetails.ChecksDetailsBuilder()
                .withName(check.name())
                .withStatus(status(check.status()))
                .withStartedAt(time(shown.started()))
                .withOutput(new ChecksOutput.ChecksOutputBuilder()
                        .withTitle(check.title())
                        .withSummary(check.summary())
                        .build());
        shown.details().ifPresent(address -> details.withDetailsURL(address.toString()));
        if (check.status().isOver()) {
            details.withConclusion(conclusion(check.status())).withCompletedAt(time(shown.at()));
        }
        return details.build();
    }

    private static ChecksStatus status(Check.Status status) {
        return switch (status) {
            case QUEUED -> ChecksStatus.QUEUED;
            case IN_PROGRESS -> ChecksStatus.IN_PROGRESS;
            case SUCCESS, FAILURE, CANCELLED, NEUTRAL -> ChecksStatus.COMPLETED;
        };
    }

    private static ChecksConclusion conclusion(Check.Status status) {
        return switch (status) {
            case SUCCESS -> ChecksConclusion.SUCCESS;
            case CANCELLED -> ChecksConclusion.CANCELED;
            case NEUTRAL -> ChecksConclusion.NEUTRAL;
            case FAILURE, QUEUED, IN_PROGRESS -> ChecksConclusion.FAILURE;
        };
    }

    private static LocalDateTime time(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}

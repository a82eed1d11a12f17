package io.jenkins.plugins.checks.api;

import java.time.LocalDateTime;

public class ChecksDetails {
    private ChecksDetails() {}

    public static class ChecksDetailsBuilder {
        public ChecksDetailsBuilder() {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails build() {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withCompletedAt(LocalDateTime completedAt) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withConclusion(ChecksConclusion conclusion) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withDetailsURL(String detailsURL) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withName(String name) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withOutput(ChecksOutput output) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withStartedAt(LocalDateTime startedAt) {
            throw new UnsupportedOperationException();
        }

        public ChecksDetails.ChecksDetailsBuilder withStatus(ChecksStatus status) {
            throw new UnsupportedOperationException();
        }
    }
}

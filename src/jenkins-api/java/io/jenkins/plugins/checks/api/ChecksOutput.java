package io.jenkins.plugins.checks.api;

public class ChecksOutput {
    private ChecksOutput() {}

    public static class ChecksOutputBuilder {
        public ChecksOutputBuilder() {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput build() {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withSummary(String summary) {
            throw new UnsupportedOperationException();
        }

        public ChecksOutput.ChecksOutputBuilder withTitle(String title) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.jenkins.plugins.checks.api;

public abstract class ChecksPublisher {
    public ChecksPublisher() {
        throw new UnsupportedOperationException();
    }

    public abstract void publish(ChecksDetails details);

    public static class NullChecksPublisher extends ChecksPublisher {
        private NullChecksPublisher() {}

        @Override
        public void publish(ChecksDetails details) {
            throw new UnsupportedOperationException();
        }
    }
}

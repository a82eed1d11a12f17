package jenkins.plugins.slack;

import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;

public class SlackNotifier extends Notifier {
    private SlackNotifier() {}

    public static class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        private DescriptorImpl() {}

        public String getBaseUrl() {
            throw new UnsupportedOperationException();
        }

        public String getTeamDomain() {
            throw new UnsupportedOperationException();
        }

        public String getTokenCredentialId() {
            throw new UnsupportedOperationException();
        }

        public boolean isBotUser() {
            throw new UnsupportedOperationException();
        }
    }
}

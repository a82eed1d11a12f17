package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.trust.RefusedByRules;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.jenkins.trust.SourceRepository;
import io.jenkins.plugins.deployer.jenkins.trust.TrustedRules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;

/**
 * Every head of a repository that the rules name is built, and none of another; no file is looked for. Where the rules
 * cannot be read, looking for heads fails, so that nobody takes that for a repository without any.
 *
 * @param remote the Git address of the repository; empty if the branch source is not one of Git
 * @param file by which it is built
 */
record NamedByRules(String remote, RulesFile file) implements SCMSourceCriteria {
    private static final long serialVersionUID = 1L;

    static NamedByRules of(SCMSource source, RulesFile file) {
        return new NamedByRules(SourceRepository.remote(source).orElse(""), file);
    }

    @Override
    public boolean isHead(Probe probe, TaskListener listener) throws IOException {
        try {
            return holds(listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the rules were read");
        }
    }

    /** Whether the rules name the repository; writes that to the log. May ask the SCM of the rules. */
    boolean holds(TaskListener listener) throws IOException, InterruptedException {
        PrintStream log = listener.getLogger();
        if (remote.isEmpty()) {
            log.println("      not built by the Deployer's rules: the branch source is not one of Git");
            return false;
        }
        RulesAt read = TrustedRules.get().read(file.resource());
        try {
            log.println("      built by the Deployer's rules for " + SourceRepository.named(read, remote));
            return true;
        } catch (RefusedByRules e) {
            log.println("      not built by the Deployer's rules: " + e.getMessage());
            return false;
        }
    }
}

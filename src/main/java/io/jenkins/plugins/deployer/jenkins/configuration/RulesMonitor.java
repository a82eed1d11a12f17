package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.util.HttpResponses;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Tells administrators that the rules cannot be read, or that something is missing without which they cannot be obeyed.
 * Answers from what {@link RulesWatch} found last.
 */
@Extension
@Symbol("deployerRules")
public final class RulesMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return "Rules of the Deployer";
    }

    @Override
    public boolean isActivated() {
        return !getTroubles().isEmpty();
    }

    /** Whether the rules are known, so that only something beside them is missing. */
    public boolean isReadable() {
        return RulesWatch.get().last().rules().isPresent();
    }

    /** One sentence or line each. */
    public List<String> getTroubles() {
        DeployerConfiguration configuration = DeployerConfiguration.get();
        Map<String, Incomplete.Access> hosts = new HashMap<>();
        for (HostAccess host : configuration.getHosts()) {
            hosts.putIfAbsent(host.getName(), new Incomplete.Access(host.getCredentialsId(), host.getHostKeys()));
        }
        return Troubles.of(
                configuration.rulesSource().isPresent(),
                !configuration.isPipelinesDeployWithOwnCredentials(),
                RulesWatch.get().last(),
                ListedFolders.of(configuration.getFolders()),
                hosts,
                PassedOver.of(
                        configuration.getStaging(),
                        configuration.getAgents().stream()
                                .map(AgentLabel::getArchitecture)
                                .toList()));
    }

    /** The buttons of the message. */
    @RequirePOST
    public HttpResponse doAct(@QueryParameter String dismiss) throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        if (dismiss != null) {
            disable(true);
            return HttpResponses.redirectViaContextPath("/manage");
        }
        return HttpResponses.redirectViaContextPath("/manage/configure");
    }
}

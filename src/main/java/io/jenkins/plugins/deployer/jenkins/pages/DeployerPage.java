package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.LastReading;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.drift.DriftWatch;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * The overview, at {@code deployer}: every service that whoever looks may see. What it shows comes from memory: it waits for no
 * host and no repository.
 */
@Extension
@Symbol("deployerPage")
@ExportedBean
public final class DeployerPage implements RootAction {
    static final String ICON = "symbol-deployer plugin-deployer";
    private static final Logger LOGGER = Logger.getLogger(DeployerPage.class.getName());

    /** {@code null}, which shows no link, for who would see nothing. */
    @Override
    public String getIconFileName() {
        return isOfUse() ? ICON : null;
    }

    private static boolean isOfUse() {
        try {
            return Sight.toView().covers() || !Services.visible().rows().isEmpty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "there are no deployments yet", e);
            return false;
        }
    }

    @Override
    public String getDisplayName() {
        return "Deployer";
    }

    @Override
    public String getUrlName() {
        return "deployer";
    }

    public Shown getShown() {
        return new Shown();
    }

    /** Made anew for each request. */
    public Overview getOverview() throws IOException {
        return Services.visible();
    }

    /** Whether somebody has said where the rules are. */
    public boolean isConfigured() {
        return DeployerConfiguration.get().rulesSource().isPresent();
    }

    /** How reading the rules went. */
    public LastReading getReading() {
        return RulesWatch.get().last();
    }

    /** Whether whoever looks may see the rules. */
    public boolean isRulesVisible() {
        return Sight.toView().covers();
    }

    /** Whether whoever looks may have the hosts asked what they run. */
    public boolean isLookable() {
        return Sight.toDeploy().covers();
    }

    /** When they were last asked. */
    public Optional<Instant> getLastLook() {
        return DriftWatch.get().lastLook();
    }

    /** Has them asked now; does not wait. */
    @RequirePOST
    public HttpResponse doLook() {
        Jenkins.get().checkPermission(DeployerPermissions.DEPLOY);
        DriftWatch.get().look();
        return HttpResponses.redirectTo("./?looking");
    }

    /** The part of the address that has a host. */
    public HostPage getHost(String name) {
        return new HostPage(name);
    }

    /** Everything that the rules say; {@code null}, which is no page, for who may not see all of it. */
    public RulesPage getRules() {
        return isRulesVisible() ? new RulesPage() : null;
    }

    /** For programs: services as docs/json.md says. */
    @Exported
    public List<Map<String, Object>> getServices() throws IOException {
        return getOverview().rows().stream().map(ServiceJson::of).toList();
    }

    public Api getApi() {
        return new Api(this);
    }
}

package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.Util;
import hudson.model.Api;
import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeployAgain;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.images.ControllerImages;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.report.Deployment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One service: what is live, what is under way, and what was deployed before. For one request. */
@ExportedBean
public final class ServicePage implements ModelObject {
    private static final int MOST = 1000;

    private final ServiceRow row;

    ServicePage(ServiceRow row) {
        this.row = row;
    }

    @Override
    public String getDisplayName() {
        return Crumb.of(row.service().name());
    }

    public Shown getShown() {
        return new Shown();
    }

    public ServiceRow getRow() {
        return row;
    }

    /** The deployments that have ended and are kept, the newest first. */
    public List<Past> getHistory() throws IOException {
        return Past.of(recorded());
    }

    private List<RecordedDeployment> recorded() throws IOException {
        return ControllerDeployments.get().store().history(row.service(), MOST);
    }

    /** What its image was when it was looked up last; empty if it does not run somebody else's. */
    public Optional<ControllerImages.Known> getFollowed() {
        return row.isSomebodyElses() ? ControllerImages.get().known(row.service()) : Optional.empty();
    }

    /** Whether whoever looks may bring it back to another version, or deploy this one again. */
    public boolean isSteerable() {
        return row.job().flatMap(Sight::item).isPresent() && Sight.toDeploy().covers(row);
    }

    /** Whether its host is an endpoint of a Pipeline's own, which nobody else can enter. */
    public boolean isOnOwnEndpoint() {
        String host = row.service().host();
        return Gate.isEndpoint(host) || Gate.isUnikernelEndpoint(host);
    }

    /** What it would be to have a deployment once more. */
    public Again again(Past past) {
        return Again.of(row, past.deployment());
    }

    /** Why what a deployment brought is in quarantine; empty if it is not. */
    public Optional<String> quarantine(Past past) throws IOException {
        Optional<String> version = past.commit().or(() -> past.deployment().digest());
        return version.isPresent()
                ? ControllerDeployments.get().store().fault(row.service(), version.get())
                : Optional.empty();
    }

    /**
     * Whether what somebody asked for is still to come.
     *
     * @param since the id of the newest deployment when it was asked for; {@code null} if nobody asked
     */
    public boolean isAwaited(String since) {
        return since != null && row.last().map(Deployment::id).equals(Optional.of(since));
    }

    /**
     * Brings the service back to a deployment of its history, in a run of the job that deployed it last.
     *
     * @param id of the deployment
     * @param force whether its commit may be in quarantine
     */
    @RequirePOST
    public HttpResponse doAgain(@QueryParameter String id, @QueryParameter boolean force) throws IOException {
        Job<?, ?> job = row.job()
                .flatMap(Sight::item)
                .filter(Job.class::isInstance)
                .map(item -> (Job<?, ?>) item)
                .orElseThrow(() -> HttpResponses.errorWithoutStack(409, Messages.noJob(row.service())));
        job.checkPermission(DeployerPermissions.DEPLOY);
        RecordedDeployment chosen = ControllerDeployments.get()
                .store()
                .find(row.service(), Util.fixNull(id))
                .orElseThrow(() -> HttpResponses.errorWithoutStack(404, Messages.noDeployment(row.service())));
        Again again = Again.of(row, chosen.deployment());
        try {
            DeployAgain.schedule(job, chosen, again.cause(), force, new Cause.UserIdCause());
        } catch (Refused e) {
            throw HttpResponses.errorWithoutStack(409, e.getMessage());
        }
        return HttpResponses.redirectTo(
                "./?asked=" + Util.rawEncode(row.last().map(Deployment::id).orElse("")));
    }

    /** For programs: the service as docs/json.md says. */
    @Exported(name = "service")
    public Map<String, Object> getJson() {
        return ServiceJson.of(row);
    }

    /** For programs: deployments as docs/json.md says, the newest first. */
    @Exported
    public List<Map<String, Object>> getDeployments() throws IOException {
        return recorded().stream().map(ServiceJson::of).toList();
    }

    public Api getApi() {
        return new Api(this);
    }
}

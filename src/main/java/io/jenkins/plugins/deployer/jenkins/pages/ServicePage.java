package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

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
        return row.service().name();
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

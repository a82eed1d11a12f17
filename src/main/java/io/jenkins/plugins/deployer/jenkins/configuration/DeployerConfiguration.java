package io.jenkins.plugins.deployer.jenkins.configuration;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The Deployer section of the global configuration. Every getter answers from memory and may be called by any thread; a
 * setter saves at once, and replaces a list as a whole, so that what a getter gave stays as it was.
 *
 * <p>Persisted as {@code io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration.xml}; see
 * docs/architecture.md for what may change in persisted classes.
 */
@Extension
@Symbol("deployer")
public final class DeployerConfiguration extends GlobalConfiguration {
    /** How many deployments of a service are kept unless told otherwise. */
    public static final int DEFAULT_RETENTION = 100;

    private static final int DEFAULT_DRIFT_MINUTES = 15;

    private static final ConfiguredCredentials FORGE_CREDENTIALS =
            ConfiguredCredentials.of(List.of(StandardUsernamePasswordCredentials.class, SSHUserPrivateKey.class));

    private volatile RulesSource rules;
    private volatile List<String> folders = new ArrayList<>();
    private volatile List<HostAccess> hosts = new ArrayList<>();
    private volatile List<RegistryAccess> registries = new ArrayList<>();
    private volatile String forgeCredentialsId = "";
    private volatile String staging = "";
    private volatile List<AgentLabel> agents = new ArrayList<>();
    private volatile int retention = DEFAULT_RETENTION;
    private volatile boolean pipelinesDeployWithOwnCredentials;
    private volatile int driftMinutes = DEFAULT_DRIFT_MINUTES;
    private volatile boolean putDriftRight;

    public DeployerConfiguration() {
        load();
    }

    /** The configuration of this controller. */
    public static DeployerConfiguration get() {
        return ExtensionList.lookupSingleton(DeployerConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return "Deployer";
    }

    /** Where the rules are; null if nobody has said yet. For forms; others ask {@link #rulesSource}. */
    public RulesSource getRules() {
        return rules;
    }

    /** Where the rules are; empty if nobody has said yet. */
    public Optional<RulesSource> rulesSource() {
        return Optional.ofNullable(rules);
    }

    @DataBoundSetter
    public void setRules(RulesSource rules) {
        this.rules = rules;
        save();
    }

    /** Full names of the folders whose jobs may deploy; see {@link ListedFolders}. */
    public List<String> getFolders() {
        return List.copyOf(folders);
    }

    /** The folders, one per line. */
    public String getFolderLines() {
        return String.join("\n", folders);
    }

    /** @param folders full names; a text of several lines counts as that many names */
    @DataBoundSetter
    public void setFolders(List<String> folders) {
        this.folders = new ArrayList<>(ListedFolders.of(folders).names());
        save();
    }

    /** Whether a job may deploy as far as its place is concerned. */
    public boolean covers(String jobFullName) {
        return ListedFolders.of(folders).cover(jobFullName);
    }

    public List<HostAccess> getHosts() {
        return List.copyOf(hosts);
    }

    @DataBoundSetter
    public void setHosts(List<HostAccess> hosts) {
        this.hosts = new ArrayList<>(hosts);
        save();
    }

    /** How to enter a host, by its name in the rules; the first of that name counts. */
    public Optional<HostAccess> host(String name) {
        return hosts.stream().filter(host -> host.getName().equals(name)).findFirst();
    }

    public List<RegistryAccess> getRegistries() {
        return List.copyOf(registries);
    }

    @DataBoundSetter
    public void setRegistries(List<RegistryAccess> registries) {
        this.registries = new ArrayList<>(registries);
        save();
    }

    /**
     * How to log in to a registry; the first of that name counts.
     *
     * @param registry as in {@link ImageName#registry}
     */
    public Optional<RegistryAccess> registry(String registry) {
        return registries.stream()
                .filter(access -> RegistryNames.same(access.getRegistry(), registry))
                .findFirst();
    }

    /** The id of what reads other repositories of the forge; empty if they are read anonymously. */
    public String getForgeCredentialsId() {
        return forgeCredentialsId;
    }

    @DataBoundSetter
    public void setForgeCredentialsId(String forgeCredentialsId) {
        this.forgeCredentialsId = Util.fixNull(forgeCredentialsId).strip();
        save();
    }

    /** The image repository that keeps builds where the rules name none; empty if there is none. */
    public String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public void setStaging(String staging) {
        this.staging = Util.fixNull(staging).strip();
        save();
    }

    public List<AgentLabel> getAgents() {
        return List.copyOf(agents);
    }

    @DataBoundSetter
    public void setAgents(List<AgentLabel> agents) {
        this.agents = new ArrayList<>(agents);
        save();
    }

    /** How many deployments are kept of each service: at least one. */
    public int getRetention() {
        return retention;
    }

    /** @throws IllegalArgumentException if it is less than one */
    @DataBoundSetter
    public void setRetention(int retention) {
        if (retention < 1) {
            throw new IllegalArgumentException("Keep at least one deployment of each service, not " + retention + ".");
        }
        this.retention = retention;
        save();
    }

    /** Whether a Pipeline may deploy to an endpoint of its own with credentials of its own, past the rules. */
    public boolean isPipelinesDeployWithOwnCredentials() {
        return pipelinesDeployWithOwnCredentials;
    }

    @DataBoundSetter
    public void setPipelinesDeployWithOwnCredentials(boolean pipelinesDeployWithOwnCredentials) {
        this.pipelinesDeployWithOwnCredentials = pipelinesDeployWithOwnCredentials;
        save();
    }

    /** How often to look whether hosts run what was deployed last; 0 for never. */
    public int getDriftMinutes() {
        return driftMinutes;
    }

    /** @throws IllegalArgumentException if it is less than 0 */
    @DataBoundSetter
    public void setDriftMinutes(int driftMinutes) {
        if (driftMinutes < 0) {
            throw new IllegalArgumentException(
                    "Look for drift every so many minutes, or 0 for never, not " + driftMinutes + ".");
        }
        this.driftMinutes = driftMinutes;
        save();
    }

    /** Whether what is found to have drifted is deployed again. */
    public boolean isPutDriftRight() {
        return putDriftRight;
    }

    @DataBoundSetter
    public void setPutDriftRight(boolean putDriftRight) {
        this.putDriftRight = putDriftRight;
        save();
    }

    /** The rules, with what they leave open filled in from here; what cannot be understood here is left out. */
    public Rules complete(Rules rules) {
        Map<Architecture, String> labels = new EnumMap<>(Architecture.class);
        for (AgentLabel agent : agents) {
            for (Architecture architecture : Architecture.values()) {
                if (architecture.label().equals(agent.getArchitecture())
                        && !agent.getLabel().isEmpty()) {
                    labels.putIfAbsent(architecture, agent.getLabel());
                }
            }
        }
        return rules.orElse(StagingName.parse(staging), labels);
    }

    /** What the rules may come from, for the form. */
    public List<Descriptor<RulesSource>> getRulesDescriptors() {
        return List.copyOf(Jenkins.get().getDescriptorList(RulesSource.class));
    }

    @POST
    public FormValidation doCheckFolders(@QueryParameter String value) {
        return AdministratorsOnly.seeAll(() -> FolderName.look(value, DeployerConfiguration::standsFor));
    }

    private static FolderName.Stands standsFor(String fullName) {
        Item item = Jenkins.get().getItemByFullName(fullName);
        if (item == null) {
            return FolderName.Stands.NOTHING;
        }
        return item instanceof ItemGroup ? FolderName.Stands.FOLDER : FolderName.Stands.JOB;
    }

    @POST
    public ListBoxModel doFillForgeCredentialsIdItems(@QueryParameter String forgeCredentialsId) {
        return FORGE_CREDENTIALS.choices(Util.fixNull(forgeCredentialsId), List.of());
    }

    @POST
    public FormValidation doCheckForgeCredentialsId(@QueryParameter String value) {
        return AdministratorsOnly.see(() -> FORGE_CREDENTIALS.look(value));
    }

    @POST
    public FormValidation doCheckStaging(@QueryParameter String value) {
        return AdministratorsOnly.see(() -> RegistryName.lookAtStaging(
                value, registries.stream().map(RegistryAccess::getRegistry).toList()));
    }

    @POST
    public FormValidation doCheckRetention(@QueryParameter String value) {
        return AdministratorsOnly.see(() -> Retention.look(value));
    }

    @POST
    public FormValidation doCheckDriftMinutes(@QueryParameter String value) {
        return AdministratorsOnly.see(() -> DriftPeriod.look(value));
    }

    @POST
    public FormValidation doCheckPipelinesDeployWithOwnCredentials(@QueryParameter boolean value) {
        return AdministratorsOnly.see(() -> value
                ? Finding.warning(
                        "Every Pipeline of this controller may then deploy wherever its own credentials reach.")
                : Finding.NOTHING);
    }

    /** Takes a submitted form: all of it, or nothing if a part is wrong. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        if (form.optInt("retention", DEFAULT_RETENTION) < 1) {
            throw new FormException("Keep at least one deployment of each service.", "retention");
        }
        if (form.optString("driftMinutes").isBlank()) {
            form.put("driftMinutes", 0);
        }
        if (form.optInt("driftMinutes", -1) < 0) {
            throw new FormException("Look for drift every so many minutes, or 0 for never.", "driftMinutes");
        }
        // What a form leaves empty is not in it at all, and then the setter would not be called.
        for (String list : List.of("hosts", "registries", "agents")) {
            form.putIfAbsent(list, new JSONArray());
        }
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, form);
            change.commit();
        } catch (IOException e) {
            throw new FormException(e, "deployer");
        }
        return true;
    }
}

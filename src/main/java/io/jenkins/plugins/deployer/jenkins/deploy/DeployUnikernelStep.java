package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code deployUnikernel unikernel: 'www', host: 'robur'}: brings one unikernel of a Solo5 or Albatross host to what was
 * built, and proves that it runs or puts the previous one back. Needs no node.
 *
 * <p>Devices and arguments are kept as on the form, a line for each; Pipelines write them as maps and lists.
 */
public final class DeployUnikernelStep extends DeployStep {
    private static final long serialVersionUID = 1L;

    private final String unikernel;
    private String image = "";
    private String target = "";
    private int memory;
    private String networks = "";
    private String blocks = "";
    private String arguments = "";
    private Integer cpu;
    private String binary = "";
    private String settle = "";
    private String directory = "";

    @DataBoundConstructor
    public DeployUnikernelStep(String unikernel, String host) {
        super(host);
        this.unikernel = Util.fixNull(unikernel).strip();
    }

    /** The name on the host. */
    public String getUnikernel() {
        return unikernel;
    }

    /** By name or by digest; empty for what this run has built by the rule. */
    @Override
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixNull(image).strip();
    }

    /** {@code hvt} or {@code spt}; empty for what the rules say. */
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(String target) {
        this.target = Util.fixNull(target).strip();
    }

    /** MiB; 0 for what the rules say, or as much as usual. */
    public int getMemory() {
        return memory;
    }

    /** @throws IllegalArgumentException if it is negative */
    @DataBoundSetter
    public void setMemory(int memory) {
        if (memory < 0) {
            throw new IllegalArgumentException("memory is not negative, as " + memory + " is");
        }
        this.memory = memory;
    }

    /** {@code DEVICE=BRIDGE}, a line for each; empty for what the rules say. */
    public String getNetworks() {
        return networks;
    }

    @DataBoundSetter
    public void setNetworks(String networks) {
        this.networks = StepLines.tidy(networks);
    }

    /** {@code DEVICE=BLOCK}, a line for each; empty for what the rules say. */
    public String getBlocks() {
        return blocks;
    }

    @DataBoundSetter
    public void setBlocks(String blocks) {
        this.blocks = StepLines.tidy(blocks);
    }

    /** A line for each; empty for what the rules say. */
    public String getArguments() {
        return arguments;
    }

    @DataBoundSetter
    public void setArguments(String arguments) {
        this.arguments = StepLines.tidy(arguments);
    }

    /** From 0; {@code null} for what the rules say, or the host's choice. */
    public Integer getCpu() {
        return cpu;
    }

    @DataBoundSetter
    public void setCpu(Integer cpu) {
        this.cpu = cpu;
    }

    /** The absolute path in the image; empty for what the rules say, or {@code /unikernel.TARGET}. */
    public String getBinary() {
        return binary;
    }

    @DataBoundSetter
    public void setBinary(String binary) {
        this.binary = Util.fixNull(binary).strip();
    }

    /** How long it has to stay up, such as {@code 10s}; empty for what the rules say, or as long as usual. */
    public String getSettle() {
        return settle;
    }

    @DataBoundSetter
    public void setSettle(String settle) {
        this.settle = Util.fixNull(settle).strip();
    }

    /** Where a Solo5 host of the Pipeline's own has its unikernels. */
    public String getDirectory() {
        return directory;
    }

    @DataBoundSetter
    public void setDirectory(String directory) {
        this.directory = Util.fixNull(directory).strip();
    }

    /** What it says of the unikernel, by the names of the words. */
    Map<String, String> words() {
        return Map.of(
                "target", target,
                "memory", memory == 0 ? "" : String.valueOf(memory),
                "networks", networks,
                "blocks", blocks,
                "arguments", arguments,
                "cpu", cpu == null ? "" : cpu.toString(),
                "binary", binary,
                "settle", settle,
                "health", getHealth(),
                "url", getUrl());
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (unikernel.isEmpty() || getHost().isEmpty()) {
            throw new AbortException("deployUnikernel needs a unikernel and a host: deployUnikernel unikernel: 'www',"
                    + " host: 'robur'");
        }
        return new Execution(this, context);
    }

    private static final class Execution extends DeployStepExecution {
        private static final long serialVersionUID = 1L;

        private final DeployUnikernelStep step;

        Execution(DeployUnikernelStep step, StepContext context) {
            super(context);
            this.step = step;
        }

        @Override
        ServiceOnHost service() {
            return new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, step.unikernel, step.getHost());
        }

        @Override
        String image() {
            return step.image;
        }

        @Override
        Asked ask(Run<?, ?> run, TaskListener listener, String deploymentId) throws IOException, InterruptedException {
            return new UnikernelRequest(step, run, listener, deploymentId).ask();
        }
    }

    @Extension
    public static final class DescriptorImpl extends DeployStepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "deployUnikernel";
        }

        @Override
        public String getDisplayName() {
            return "Deploy a unikernel";
        }

        @Override
        String subject() {
            return "unikernel";
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> given) {
            Map<String, Object> words = new LinkedHashMap<>(given);
            words.replaceAll((word, value) -> StepLines.isOne(word) ? StepLines.of(value) : value);
            return words;
        }

        @Override
        public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable step) {
            Map<String, Object> words = new LinkedHashMap<>(step.getArguments());
            words.replaceAll((word, value) -> StepLines.isOne(word) ? StepLines.inPipelines(word, value) : value);
            return step.withArguments(words);
        }

        /** What hosts run. */
        @POST
        public ListBoxModel doFillTargetItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add("As the rules say", "");
            Arrays.stream(UnikernelTarget.values())
                    .filter(UnikernelTarget::isDeployable)
                    .forEach(target -> choices.add(target.label()));
            return choices;
        }

        /** Says nothing to others than those who configure the job. */
        @POST
        public FormValidation doCheckNetworks(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, text -> StepLines.devices("networks", text));
        }

        /** Says nothing to others than those who configure the job. */
        @POST
        public FormValidation doCheckBlocks(@AncestorInPath Item item, @QueryParameter String value) {
            return checked(item, value, text -> StepLines.devices("blocks", text));
        }
    }
}

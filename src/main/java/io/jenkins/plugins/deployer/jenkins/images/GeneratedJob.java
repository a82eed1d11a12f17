package io.jenkins.plugins.deployer.jenkins.images;

import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.trust.ImagesJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Makes the generated job, when the first of its runs is needed, and its runs. */
final class GeneratedJob {
    private static final String XML =
            """
            <flow-definition>
              <description>%s</description>
              <properties>
                <jenkins.model.BuildDiscarderProperty>
                  <strategy class="hudson.tasks.LogRotator">
                    <daysToKeep>-1</daysToKeep>
                    <numToKeep>200</numToKeep>
                    <artifactDaysToKeep>-1</artifactDaysToKeep>
                    <artifactNumToKeep>-1</artifactNumToKeep>
                  </strategy>
                </jenkins.model.BuildDiscarderProperty>
              </properties>
              <definition class="%s"/>
            </flow-definition>
            """
                    .formatted(
                            "The Deployer keeps this job: it deploys the images that the rules follow. Build Now looks"
                                    + " them all up.",
                            ImagesDefinition.class.getName());

    private static volatile String said = "";

    private GeneratedJob() {}

    /**
     * Puts a run into the queue, unless there is one, or one is under way; nothing while the job is disabled.
     *
     * @param problems is told in a sentence why that cannot be, once
     */
    @SuppressWarnings("try")
    static void schedule(Consumer<String> problems) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Item there = Jenkins.get().getItem(ImagesJob.NAME);
            Item item = there == null ? make() : there;
            if (!(item instanceof WorkflowJob job) || !(job.getDefinition() instanceof ImagesDefinition)) {
                say(
                        problems,
                        "The images that the rules follow are not deployed: the item " + ImagesJob.NAME
                                + " is not the job that the Deployer made; rename or delete it, and it will make its own");
                return;
            }
            say(problems, "");
            if (!job.isInQueue() && !job.isBuilding() && job.isBuildable()) {
                ParameterizedJobMixIn.scheduleBuild2(job, 0, new CauseAction(new ImagesCause()));
            }
        }
    }

    private static Item make() throws IOException {
        return Jenkins.get()
                .createProjectFromXML(ImagesJob.NAME, new ByteArrayInputStream(XML.getBytes(StandardCharsets.UTF_8)));
    }

    private static void say(Consumer<String> problems, String sentence) {
        if (!sentence.equals(said) && !sentence.isEmpty()) {
            problems.accept(sentence);
        }
        said = sentence;
    }
}

package io.jenkins.plugins.deployer.jenkins.deploy;

import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

@WithJenkins
class TmpDeclTest {
    @Test
    void t(JenkinsRule r) throws Exception {
        System.out.println("MODELS " + org.jenkinsci.plugins.pipeline.modeldefinition.agent.DeclarativeAgentDescriptor.getDescribableModels());
        System.out.println("ZERO " + org.jenkinsci.plugins.pipeline.modeldefinition.agent.DeclarativeAgentDescriptor.zeroArgModels());
        System.out.println("NOREQ " + org.jenkinsci.plugins.pipeline.modeldefinition.agent.DeclarativeAgentDescriptor.noRequiredArgsModels());
        System.out.println("BYNAME " + org.jenkinsci.plugins.pipeline.modeldefinition.agent.DeclarativeAgentDescriptor.byName("none"));
        for (boolean sandbox : new boolean[] {true, false}) {
            WorkflowJob job = r.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition("pipeline { agent none\n stages { stage('x') { steps { echo 'hi' } } } }", sandbox));
            System.out.println("LOG " + sandbox + " " + JenkinsRule.getLog(job.scheduleBuild2(0).get()));
        }
    }
}

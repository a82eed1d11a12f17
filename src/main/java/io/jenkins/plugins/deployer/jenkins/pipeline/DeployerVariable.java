package io.jenkins.plugins.deployer.jenkins.pipeline;

import groovy.lang.Binding;
import groovy.lang.Script;
import hudson.Extension;
import java.net.URL;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;

/**
 * The global variable {@code deployer} of every Pipeline: {@code deployer()} does all that the rules ask for the run's
 * revision. Its one Groovy class is compiled as part of each Pipeline, so that it survives restarts with it.
 */
@Extension
public final class DeployerVariable extends GlobalVariable {
    private static final String CLASS = "io.jenkins.plugins.deployer.jenkins.pipeline.Deployer";
    private static final URL SOURCE = DeployerVariable.class.getResource("Deployer.groovy");

    @Override
    public String getName() {
        return "deployer";
    }

    /** Called in the CPS VM thread; the same object for all of one script. */
    @Override
    public Object getValue(CpsScript script) throws ReflectiveOperationException {
        Binding binding = script.getBinding();
        if (!binding.hasVariable(getName())) {
            Class<?> compiled = script.getClass().getClassLoader().loadClass(CLASS);
            binding.setVariable(getName(), compiled.getConstructor(Script.class).newInstance(script));
        }
        return binding.getVariable(getName());
    }

    /** Lets Pipelines compile that source, and no other of this plugin. */
    @Extension
    public static final class Allowlist extends GroovySourceFileAllowlist {
        @Override
        public boolean isAllowed(String groovyResourceUrl) {
            return SOURCE.toString().equals(groovyResourceUrl);
        }
    }
}

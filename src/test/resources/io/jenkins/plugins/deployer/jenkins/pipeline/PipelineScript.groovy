package io.jenkins.plugins.deployer.jenkins.pipeline

import com.cloudbees.groovy.cps.Continuable
import com.cloudbees.groovy.cps.SerializableScript

/** What a Jenkinsfile is compiled to in tests: its methods are the steps, each of which suspends the program. */
abstract class PipelineScript extends SerializableScript {
    def step(String name, Object argument) {
        Continuable.suspend(name, new StepCall(name, argument))
    }

    def deployer(Map options = [:]) {
        getClass().classLoader.loadClass('io.jenkins.plugins.deployer.jenkins.pipeline.Deployer').newInstance(this).call(options)
    }

    def deployerPlan(Map arguments) { step('deployerPlan', arguments) }

    def buildImage(Map arguments) { step('buildImage', arguments) }

    def publishImage(Map arguments) { step('publishImage', arguments) }

    def deployDockerService(Map arguments) { step('deployDockerService', arguments) }

    def deployUnikernel(Map arguments) { step('deployUnikernel', arguments) }

    def checkout(Object scm) { step('checkout', scm) }

    def echo(String message) { step('echo', message) }

    def error(String message) { step('error', message) }

    def getScm() { 'scm' }

    def agent() { 'agent' }

    def nonresumable() { 'nonresumable' }

    def stage(String title, Closure body) {
        step('stage', title)
        body()
    }

    def node(String label, Closure body) {
        step('node', label)
        body()
    }

    def timeout(Map arguments, Closure body) {
        step('timeout', arguments)
        body()
    }

    def retry(Map arguments, Closure body) {
        if (arguments.conditions != ['agent', 'nonresumable']) {
            throw new IllegalArgumentException("retried whatever happens: $arguments")
        }
        int left = arguments.count
        while (true) {
            try {
                return body()
            } catch (AgentLost e) {
                left -= 1
                if (left == 0) {
                    throw e
                }
            }
        }
    }

    def parallel(Map branches) { step('parallel', branches) }
}

package io.jenkins.plugins.deployer.jenkins.pipeline

/**
 * What `deployer` is in a Pipeline. Decides nothing: it turns the plan that the step deployerPlan makes into stages, nodes
 * and our steps, each of which asks the rules again. It runs outside of the sandbox, so it stays as thin as this.
 */
class Deployer implements Serializable {
    private static final long serialVersionUID = 1L

    /** How often a build is begun that loses its agent. */
    private static final int ATTEMPTS = 3

    private final Script script

    Deployer(Script script) {
        this.script = script
    }

    /**
     * Builds, publishes and deploys what the rules ask for.
     *
     * @param options those of the step deployerPlan
     * @return the plan, with the images that were `built` and `published` and the `outcomes` of the deployments, by title
     */
    Map call(Map options = [:]) {
        Map plan = script.stage('Plan') { script.deployerPlan(options) }
        Map built = sideBySide('Build', plan.builds.findAll { !it.built }) { task -> build(task) }
        Map published = sideBySide('Publish', plan.publications) { task -> script.publishImage(publication: task.title) }
        Map outcomes = sideBySide('Deploy', plan.deployments) { task -> deploy(task, published) }
        return plan + [built: built, published: published, outcomes: outcomes]
    }

    /** One parallel branch for each task in a stage of this title, or no stage if there is none. */
    private Map sideBySide(String title, List tasks, Closure work) {
        if (tasks.isEmpty()) {
            return [:]
        }
        Map branches = [:]
        tasks.each { task -> branches[task.title] = { -> work(task) } }
        return script.stage(title) { script.parallel(branches) }
    }

    /** Only a build may be begun again: it changes nothing that anybody sees. */
    private String build(Map task) {
        script.retry(count: ATTEMPTS, conditions: [script.agent(), script.nonresumable()]) {
            script.node(task.label) {
                script.timeout(time: task.timeoutSeconds, unit: 'SECONDS') {
                    script.checkout(script.scm)
                    script.buildImage(key: task.key)
                }
            }
        }
    }

    private Map deploy(Map task, Map published) {
        if (task.kind == 'unikernel') {
            return script.deployUnikernel(unikernel: task.unikernel, host: task.host, image: task.image)
        }
        return script.deployDockerService(service: task.service, host: task.host, image: published[task.publication])
    }
}

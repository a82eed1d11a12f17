package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Cause;
import hudson.model.Job;
import hudson.model.Run;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * The one generated job, whose runs deploy the images of others that the rules name. It is known by its name, at the top
 * level, and nothing that can be configured about it means anything: what its runs may deploy is what the plugin noted for
 * each ({@link PermittedImages}), and who may start one is asked here.
 */
public final class ImagesJob {
    /** Its full name. */
    public static final String NAME = "deployer-images";

    private ImagesJob() {}

    /** Whether a job is the one; one of the same name in a folder is not. */
    public static boolean is(Job<?, ?> job) {
        return NAME.equals(job.getFullName());
    }

    /**
     * Whether a run was started by the plugin itself, or by people who may deploy everything.
     *
     * @throws Refused if anybody or anything else had a part in it
     */
    public static void requireStarters(Run<?, ?> run) throws Refused {
        List<Cause> causes = run.getCauses();
        if (causes.isEmpty()
                || !causes.stream().allMatch(cause -> cause instanceof ControllerCause || isDeployer(cause))) {
            throw new Refused("Runs of the job " + NAME + " deploy images that no job of a repository builds: they are"
                    + " started by the Deployer itself, or by hand by somebody who has the permission"
                    + " Deployer/Deploy on all of Jenkins");
        }
    }

    private static boolean isDeployer(Cause cause) {
        return cause instanceof Cause.UserIdCause
                && Deployers.are(Jenkins.get(), Optional.ofNullable(((Cause.UserIdCause) cause).getUserId()));
    }
}

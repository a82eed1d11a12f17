package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import java.time.Duration;

/** What goes wrong with builds, in the same words wherever they are made. */
final class BuildFault {
    private BuildFault() {}

    static String cannot(BuildTask task) {
        return "Cannot build \"" + task.title() + "\"";
    }

    static ImageException failed(BuildTask task, String why) {
        return new ImageException(ImageException.Kind.FAILED, cannot(task) + ": " + why);
    }

    static ImageException tooLong(BuildTask task, String where) {
        return failed(
                task,
                "it was stopped after " + text(task.timeout()) + ", which is the timeout of this build; it was "
                        + where);
    }

    /** @param steps of a build that was under way */
    static ImageException tooLong(BuildTask task, BuildSteps steps) {
        return tooLong(task, steps.where().map(step -> "at step " + step).orElse("before its first step"));
    }

    static ImageException noDockerfile(BuildTask task, String path) {
        return failed(task, "there is no Dockerfile '" + path + "' in the repository at this commit");
    }

    /** The engine takes a base image of its own store even if that is for another architecture. */
    static ImageException wrongArchitecture(BuildTask task, String architecture) {
        return failed(
                task,
                "the image is for " + architecture + ", not for " + task.architecture()
                        + ". The engine has its base image for another architecture; remove it there and build again");
    }

    static ImageException missing(BuildSecret secret, String why) {
        return new ImageException(
                ImageException.Kind.FAILED, "Cannot give the build its secret '" + secret.id() + "': " + why);
    }

    static ImageException missing(BuildSecret secret, BuildSecret.File file) {
        return missing(
                secret,
                "the file " + file.path() + " is not there (an absolute path on the machine that builds),"
                        + " or cannot be read");
    }

    static ImageException missing(BuildSecret secret, BuildSecret.Environment environment) {
        return missing(secret, "the environment variable " + environment.variable() + " is not set");
    }

    static ImageException missing(BuildSecret secret, BuildSecret.Credential credential) {
        return missing(secret, "there is no credential '" + credential.id() + "'");
    }

    /** A controller has many credentials, and not every job may use each of them. */
    static ImageException notForJob(BuildSecret secret, BuildSecret.Credential credential) {
        return missing(
                secret,
                "there is no secret text, secret file or user name with password '" + credential.id()
                        + "' that this job may use; give it the scope Global, on the controller or in a folder of the job");
    }

    private static String text(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.util.Optional;

/**
 * What {@code images:} of the rules allows a run of the generated job: an allow-list. Pure; a refusal is one sentence.
 */
public final class ImagesPolicy {
    private final RulesAt read;

    public ImagesPolicy(RulesAt read) {
        this.read = requireNonNull(read);
    }

    /**
     * The rule by which a service runs somebody else's image.
     *
     * @throws RefusedByRules if there is none
     */
    public AllowedImage service(String host, String service) throws RefusedByRules {
        for (FollowedImage image : read.rules().images()) {
            for (ServiceRule candidate : image.services()) {
                if (candidate.host().name().equals(host)
                        && candidate.kind().name().equals(service)) {
                    return new AllowedImage(image, candidate);
                }
            }
        }
        throw new RefusedByRules("The job " + Quoted.text(ImagesJob.NAME) + " may not deploy the service "
                + Quoted.text(service) + " on the host " + Quoted.text(host) + ": no image under images: in "
                + read.place() + " has it among its services");
    }

    /**
     * Whether what the registry had under the tag may be deployed.
     *
     * @param noted what the plugin noted for the run and the service, by digest; empty for nothing
     * @throws RefusedByRules if this is not it, or if the rules name another tag by now
     */
    public void image(AllowedImage allowed, Optional<ImageName> noted, ImageName image) throws RefusedByRules {
        ImageName followed = allowed.image().image();
        boolean isIt = image.digest().isPresent()
                && noted.filter(image::equals).isPresent()
                && sameRepository(followed, image)
                && followed.tag().equals(image.tag());
        if (!isIt) {
            throw new RefusedByRules("The job " + Quoted.text(ImagesJob.NAME) + " may not deploy " + image + " as "
                    + allowed.service() + ": this run is to deploy "
                    + noted.map(ImageName::toString).orElse("nothing there") + ", and " + read.place() + " names "
                    + followed);
        }
    }

    /**
     * Whether an image that was live before may be so again; that it was is for who asks to know.
     *
     * @throws RefusedByRules if it is of another repository than the rule's
     */
    public void former(AllowedImage allowed, ImageName image) throws RefusedByRules {
        if (image.digest().isEmpty() || !sameRepository(allowed.image().image(), image)) {
            throw new RefusedByRules("The job " + Quoted.text(ImagesJob.NAME) + " may not deploy " + image + " as "
                    + allowed.service() + ": by " + read.place() + " that runs "
                    + allowed.image().image());
        }
    }

    private static boolean sameRepository(ImageName one, ImageName other) {
        return one.registry().equals(other.registry()) && one.repository().equals(other.repository());
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of the generated job is to deploy, as the plugin noted it when the run began. Only the plugin makes one; of
 * a run that got it by being a copy of another run it says nothing.
 *
 * <p><b>Saved form.</b> In {@code build.xml} under the full name of this class; its fields are texts and a map of texts.
 */
public final class PermittedImages extends InvisibleAction {
    private final String run;
    /** {@code SERVICE@HOST} to the image by tag and digest. */
    private final Map<String, String> images;

    public PermittedImages(Run<?, ?> run, Map<ServiceOnHost, ImageName> images) {
        this.run = run.getExternalizableId();
        Map<String, String> texts = new LinkedHashMap<>();
        images.forEach((service, image) -> texts.put(service.toString(), image.toString()));
        this.images = texts;
    }

    /** Which image a run is to deploy as a service; empty if none. */
    static Optional<ImageName> of(Run<?, ?> run, ServiceOnHost service) {
        String id = run.getExternalizableId();
        return run.getActions(PermittedImages.class).stream()
                .filter(permitted -> id.equals(permitted.run))
                .findFirst()
                .flatMap(permitted -> Optional.ofNullable(permitted.images.get(service.toString())))
                .map(ImageName::parse);
    }
}

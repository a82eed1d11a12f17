package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.List;

/**
 * Publishes one image under its name, once all its builds succeeded.
 *
 * @param title one line for people
 * @param builds one build per architecture, in the order of the rules; never empty
 * @param name what it is published as; has a tag
 * @param keep the immutable tag that keeps the manifest in the registry
 */
public record PublishTask(String title, List<BuildKey> builds, ImageName name, String keep) {}

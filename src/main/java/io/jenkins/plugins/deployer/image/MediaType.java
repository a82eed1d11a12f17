package io.jenkins.plugins.deployer.image;

import java.util.Set;

/** The media types of manifests that we know (OCI image specification; Docker image manifest version 2, schema 2). */
final class MediaType {
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    /** Without it a registry may answer with a manifest converted to schema 1, which has another digest. */
    static final String ACCEPT = String.join(", ", OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);

    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
    private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);

    private MediaType() {}

    static boolean isIndex(String type) {
        return INDEXES.contains(type);
    }

    static boolean isImage(String type) {
        return MANIFESTS.contains(type);
    }
}

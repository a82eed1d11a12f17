package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks for one service of one host to run one image.
 *
 * @param id unique; written into the service's labels with the change, so that whoever resumes knows its own change
 * @param host the name of the host in the rules
 * @param service the name of the service
 * @param image by digest, or by tag, which is then resolved first
 * @param origin what the image was built from; without it no head is looked up and nothing is in quarantine
 * @param build where people read about the build
 * @param rules the revision of the rules
 * @param health what must answer once the image runs
 * @param url where people reach the service
 * @param force deploys even what was rolled back for its own fault
 * @param stack the stack that the service is a member of, if it is changed, or created, by deploying the stack
 * @param asked when the time limits began
 */
public record ServiceRequest(
        String id,
        String host,
        String service,
        ImageName image,
        Optional<Origin> origin,
        Optional<URI> build,
        Optional<String> rules,
        Optional<HealthCheck> health,
        Optional<URI> url,
        boolean force,
        Optional<String> stack,
        Instant asked,
        TimeLimits limits) {
    public ServiceRequest {
        Objects.requireNonNull(id);
        Objects.requireNonNull(host);
        Objects.requireNonNull(image);
        Objects.requireNonNull(asked);
        Objects.requireNonNull(limits);
        if (service.isBlank()) {
            throw new IllegalArgumentException("a service has a name");
        }
    }

    /** A request with an id of its own, and nothing else than what it must have. */
    public static ServiceRequest of(String host, String service, ImageName image, Instant asked) {
        return new ServiceRequest(
                UUID.randomUUID().toString(),
                host,
                service,
                image,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                asked,
                TimeLimits.DEFAULT);
    }

    public ServiceRequest withOrigin(Origin from) {
        return new ServiceRequest(
                id, host, service, image, Optional.of(from), build, rules, health, url, force, stack, asked, limits);
    }

    public ServiceRequest withBuild(URI address) {
        return new ServiceRequest(
                id,
                host,
                service,
                image,
                origin,
                Optional.of(address),
                rules,
                health,
                url,
                force,
                stack,
                asked,
                limits);
    }

    public ServiceRequest withRules(String revision) {
        return new ServiceRequest(
                id,
                host,
                service,
                image,
                origin,
                build,
                Optional.of(revision),
                health,
                url,
                force,
                stack,
                asked,
                limits);
    }

    public ServiceRequest withHealth(HealthCheck check) {
        return new ServiceRequest(
                id, host, service, image, origin, build, rules, Optional.of(check), url, force, stack, asked, limits);
    }

    public ServiceRequest withUrl(URI address) {
        return new ServiceRequest(
                id,
                host,
                service,
                image,
                origin,
                build,
                rules,
                health,
                Optional.of(address),
                force,
                stack,
                asked,
                limits);
    }

    public ServiceRequest withForce(boolean newForce) {
        return new ServiceRequest(
                id, host, service, image, origin, build, rules, health, url, newForce, stack, asked, limits);
    }

    public ServiceRequest withLimits(TimeLimits newLimits) {
        return new ServiceRequest(
                id, host, service, image, origin, build, rules, health, url, force, stack, asked, newLimits);
    }

    /** The same request, whose time limits begin anew. */
    public ServiceRequest withAsked(Instant newAsked) {
        return new ServiceRequest(
                id, host, service, image, origin, build, rules, health, url, force, stack, newAsked, limits);
    }

    /** The same request for an image by digest. */
    public ServiceRequest withDigest(String digest) {
        return new ServiceRequest(
                id,
                host,
                service,
                image.withDigest(digest),
                origin,
                build,
                rules,
                health,
                url,
                force,
                stack,
                asked,
                limits);
    }

    /** A request of its own for a member of the stack that this one names as its service. */
    ServiceRequest asMember(String memberId, String member) {
        return new ServiceRequest(
                memberId,
                host,
                service + "_" + member,
                image,
                origin,
                build,
                rules,
                health,
                url,
                force,
                Optional.of(service),
                asked,
                limits);
    }

    /** The same request for a service that is, or is not, changed along with its stack. */
    public ServiceRequest withStack(Optional<String> newStack) {
        return new ServiceRequest(
                id, host, service, image, origin, build, rules, health, url, force, newStack, asked, limits);
    }

    /** For people: {@code SERVICE@HOST}. */
    public String title() {
        return service + "@" + host;
    }
}

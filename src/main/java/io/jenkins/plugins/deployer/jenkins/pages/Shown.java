package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.report.Brief;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Links;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Values as whoever looks at a page reads them, at the moment when it was made: times in their language, and links to what
 * they may see. For one request.
 */
public final class Shown {
    private final Instant now = Instant.now();
    private final String root = Optional.ofNullable(Jenkins.get().getRootUrlFromRequest())
            .orElse("/")
            .replaceFirst("^[a-z]+://[^/]+", "");
    private final Optional<Rules> rules = RulesWatch.get().last().rules();
    private final Map<String, Optional<String>> jobs = new HashMap<>();

    /** For example {@code 3 days 4 hr}. */
    public String ago(Instant time) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(time, now).toMillis()));
    }

    /** How long it is until then, for example {@code 3 days 4 hr}. */
    public String until(Instant time) {
        return Util.getTimeSpanString(Math.max(0, Duration.between(now, time).toMillis()));
    }

    /** How long a deployment took. */
    public String took(Deployment deployment) {
        return Util.getTimeSpanString(deployment.duration().toMillis());
    }

    public String commit(String commit) {
        return Brief.commit(commit);
    }

    /** Without the name of the hash. */
    public String digest(String digest) {
        return Brief.digest(digest).replaceFirst("^sha256:", "");
    }

    /** Of the rules: a commit, or the digest of a text. */
    public String version(String revision) {
        return revision.startsWith("sha256:") ? digest(revision) : commit(revision);
    }

    /** The page of an item; empty for who may not read it. */
    public Optional<String> item(String fullName) {
        return jobs.computeIfAbsent(fullName, this::job);
    }

    /** The page of a commit at the forge; empty if it has none. */
    public Optional<URI> commitPage(RepositoryName repository, String commit) {
        return rules.flatMap(known -> Links.of(known.forge(), repository))
                .map(page -> URI.create(page + "/commit/" + commit));
    }

    /** The page of a repository at the forge; empty if it has none. */
    public Optional<URI> repositoryPage(RepositoryName repository) {
        return rules.flatMap(known -> Links.of(known.forge(), repository));
    }

    /** An address that cannot run anything. */
    public Optional<URI> safe(Optional<URI> address) {
        return Links.web(address);
    }

    /** The page of a service. */
    public Optional<URI> page(ServiceOnHost service) {
        return Optional.of(URI.create(root + "deployer/host/" + Util.rawEncode(service.host()) + "/"
                + service.kind().label() + "/" + Util.rawEncode(service.name()) + "/"));
    }

    /** The page of a run; empty for who may not see its job. */
    public Optional<String> build(Asker asker) {
        return item(asker.job())
                .map(job -> job + asker.run().substring(asker.run().lastIndexOf('#') + 1) + "/");
    }

    private Optional<String> job(String fullName) {
        return Sight.readable(fullName).map(Item::getUrl).map(url -> root + url);
    }
}

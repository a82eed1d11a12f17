package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.Util;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.ServiceOnHost.Kind;
import java.io.IOException;
import java.util.Optional;
import org.kohsuke.stapler.HttpResponse;

/** The services of one host, each of which has a page below this one. */
public final class HostPage implements ModelObject {
    private final String name;

    HostPage(String name) {
        this.name = name;
    }

    @Override
    public String getDisplayName() {
        return Crumb.of(name);
    }

    /** The host itself is shown by the overview. */
    public HttpResponse doIndex() {
        return HttpResponses.redirectViaContextPath("/deployer/?filter=" + Util.rawEncode("@" + name));
    }

    public ServicePage getService(String service) throws IOException {
        return page(Kind.SERVICE, service);
    }

    public ServicePage getStack(String stack) throws IOException {
        return page(Kind.STACK, stack);
    }

    public ServicePage getCompose(String project) throws IOException {
        return page(Kind.COMPOSE, project);
    }

    public ServicePage getUnikernel(String unikernel) throws IOException {
        return page(Kind.UNIKERNEL, unikernel);
    }

    /** {@code null}, which is no page, if there is none that whoever asks may see. */
    private ServicePage page(Kind kind, String service) throws IOException {
        if (name.isBlank() || service.isBlank()) {
            return null;
        }
        Optional<ServiceRow> row = Services.visible().row(new ServiceOnHost(kind, service, name));
        return row.isPresent() ? new ServicePage(row.get()) : null;
    }
}

package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.ExtensionList;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the button "Test connection" does: the rules say where the host is, the form says how to enter it. */
final class ConnectionTest {
    private ConnectionTest() {}

    static Finding of(HostAccess access) {
        LastReading last = RulesWatch.get().last();
        Optional<Rules> rules = last.rules();
        if (rules.isEmpty()) {
            return Finding.error("The rules say where the host is, and " + last.whyNone());
        }
        Host host = rules.get().hosts().get(access.getName());
        if (host == null) {
            return HostName.look(access.getName(), rules);
        }
        List<HostProbe> probes = ExtensionList.lookup(HostProbe.class);
        return probes.isEmpty()
                ? Finding.error("Nothing here knows how to reach " + host.title() + ".")
                : probed(probes.get(0), host, access);
    }

    private static Finding probed(HostProbe probe, Host host, HostAccess access) {
        try {
            return Finding.ok(probe.probe(host, access));
        } catch (IOException e) {
            return Finding.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.error("The test was cut short.");
        }
    }
}

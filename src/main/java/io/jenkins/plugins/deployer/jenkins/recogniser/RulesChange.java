package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.Extension;
import hudson.model.CauseAction;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.LastReading;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesListener;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.jenkins.trust.TrustedRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has Jenkins look again where the rules name other repositories than are built. Jenkins itself takes care that only a few
 * places are looked at at a time.
 */
@Extension
public final class RulesChange extends RulesListener {
    private static final Logger LOGGER = Logger.getLogger(RulesChange.class.getName());

    private final Outdated outdated = new Outdated();

    @Override
    @SuppressWarnings("try")
    public synchronized void onRead(LastReading reading) {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            look(reading);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(LastReading reading) throws InterruptedException {
        Map<RulesFile, Optional<RulesAt>> rules = new HashMap<>();
        rules.put(RulesFile.CONFIGURED, reading.read());
        Map<String, RecognisedPlace> places = new HashMap<>();
        List<Outdated.Place> compared = new ArrayList<>();
        for (RecognisedPlace place : RecognisedPlace.all()) {
            if (!rules.containsKey(place.file())) {
                rules.put(place.file(), read(place.file()));
            }
            rules.get(place.file()).ifPresent(read -> {
                places.put(place.item().getFullName(), place);
                compared.add(place.compare(read));
            });
        }
        for (String name : outdated.among(compared)) {
            LOGGER.log(Level.INFO, "The rules name other repositories than {0} builds: looking again", name);
            places.get(name).item().scheduleBuild2(0, new CauseAction(new RulesChangeCause()));
        }
    }

    private static Optional<RulesAt> read(RulesFile file) throws InterruptedException {
        try {
            return Optional.of(TrustedRules.get().read(file.resource()));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Cannot read " + file, e);
            return Optional.empty();
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.EngineLookUp;

/** The engines of the hosts that rules name. */
record ConfiguredHosts(Rules rules, Engines engines) implements EngineLookUp {
    @Override
    public Engine engine(String name) throws EngineException {
        Host host = rules.hosts().get(name);
        if (host == null) {
            throw EngineException.lasting(name + ": the rules name no such host", null);
        }
        if (host instanceof Host.Docker docker) {
            return engines.engine(docker);
        }
        throw EngineException.lasting(name + ": this is " + host.title() + ", which has no Docker engine", null);
    }
}

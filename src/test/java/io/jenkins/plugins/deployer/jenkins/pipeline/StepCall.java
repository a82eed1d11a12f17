package io.jenkins.plugins.deployer.jenkins.pipeline;

import java.io.Serializable;

/** A step that a program is suspended in. */
public record StepCall(String name, Object argument) implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
        return name + " " + argument;
    }
}

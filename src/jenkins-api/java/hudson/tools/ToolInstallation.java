package hudson.tools;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.io.Serializable;

public abstract class ToolInstallation implements Describable<ToolInstallation>, Serializable, ExtensionPoint {
    protected ToolInstallation(String name, String home) {
        throw new UnsupportedOperationException();
    }
}

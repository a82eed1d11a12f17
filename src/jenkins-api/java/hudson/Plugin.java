package hudson;

import hudson.model.Saveable;
import jenkins.model.Loadable;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Plugin implements Loadable, Saveable, StaplerProxy {
    private Plugin() {}
}

package hudson.model;

import hudson.remoting.VirtualChannel;
import hudson.security.AccessControlled;
import jenkins.model.IComputer;
import org.kohsuke.stapler.StaplerProxy;

public abstract class Computer extends Actionable
        implements AccessControlled, IComputer, ExecutorListener, DescriptorByNameOwner, StaplerProxy {
    private Computer() {}

    public abstract VirtualChannel getChannel();

    public final boolean isOnline() {
        throw new UnsupportedOperationException();
    }
}

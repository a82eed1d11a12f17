package jenkins.scm.api;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Item;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import jenkins.scm.api.trait.SCMSourceTrait;

public abstract class SCMSource extends AbstractDescribableImpl<SCMSource> implements ExtensionPoint {
    protected SCMSource() {
        throw new UnsupportedOperationException();
    }

    public final SCMRevision fetch(String thingName, TaskListener listener, Item context)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public final SCMRevision fetch(SCMHead head, TaskListener listener) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public final synchronized String getId() {
        throw new UnsupportedOperationException();
    }

    public final synchronized SCMSourceOwner getOwner() {
        throw new UnsupportedOperationException();
    }

    public List<SCMSourceTrait> getTraits() {
        throw new UnsupportedOperationException();
    }

    public abstract static class SourceByItem implements ExtensionPoint {
        private SourceByItem() {}

        public static SCMSource findSource(Item item) {
            throw new UnsupportedOperationException();
        }
    }
}

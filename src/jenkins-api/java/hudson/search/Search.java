package hudson.search;

import org.kohsuke.stapler.StaplerProxy;

public class Search implements StaplerProxy {
    private Search() {}

    @Override
    public Object getTarget() {
        throw new UnsupportedOperationException();
    }
}

package jenkins.scm.api;

import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;

public interface SCMSourceCriteria extends Serializable {
    boolean isHead(SCMSourceCriteria.Probe probe, TaskListener listener) throws IOException;

    abstract class Probe implements Serializable {
        private Probe() {}
    }
}

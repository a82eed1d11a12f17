package jenkins.plugins.git.traits;

import java.util.List;
import jenkins.scm.api.trait.SCMSourceTrait;

public class RefSpecsSCMSourceTrait extends SCMSourceTrait {
    private RefSpecsSCMSourceTrait() {}

    public List<String> asStrings() {
        throw new UnsupportedOperationException();
    }
}

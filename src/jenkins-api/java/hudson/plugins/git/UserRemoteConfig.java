package hudson.plugins.git;

import hudson.model.AbstractDescribableImpl;
import java.io.Serializable;

public class UserRemoteConfig extends AbstractDescribableImpl<UserRemoteConfig> implements Serializable {
    private UserRemoteConfig() {}

    public String getCredentialsId() {
        throw new UnsupportedOperationException();
    }

    public String getUrl() {
        throw new UnsupportedOperationException();
    }
}

package jenkins.scm.api.trait;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

public abstract class SCMTrait<T extends SCMTrait<T>> extends AbstractDescribableImpl<T> implements ExtensionPoint {
    public SCMTrait() {
        throw new UnsupportedOperationException();
    }

    public static <T extends SCMTrait<?>> T find(Iterable<?> traits, Class<T> clazz) {
        throw new UnsupportedOperationException();
    }
}

package hudson.security;

import java.util.Iterator;
import org.jvnet.localizer.Localizable;

@SuppressWarnings("rawtypes")
public final class PermissionGroup implements Iterable<Permission>, Comparable<PermissionGroup> {
    public PermissionGroup(String id, Class owner, Localizable title) throws IllegalStateException {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(PermissionGroup that) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Permission> iterator() {
        throw new UnsupportedOperationException();
    }
}

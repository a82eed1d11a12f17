package hudson.model;

import hudson.search.SearchableModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import jenkins.model.FullyNamedModelObject;

public interface Item extends PersistenceRoot, FullyNamedModelObject, SearchableModelObject, AccessControlled {
    Permission CONFIGURE = null;

    Permission CREATE = null;

    Permission EXTENDED_READ = null;

    Permission READ = null;

    String getUrl();
}

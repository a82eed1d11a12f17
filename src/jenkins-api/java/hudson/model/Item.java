package hudson.model;

import hudson.search.SearchableModelObject;
import hudson.security.Permission;
import jenkins.model.FullyNamedModelObject;

public interface Item extends FullyNamedModelObject, SearchableModelObject {
    Permission READ = null;
}

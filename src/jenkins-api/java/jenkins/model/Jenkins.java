package jenkins.model;

import hudson.model.AbstractCIBase;
import hudson.security.Permission;

public class Jenkins extends AbstractCIBase implements DirectlyModifiableTopLevelItemGroup {
    public static final Permission ADMINISTER = null;

    private Jenkins() {}
}

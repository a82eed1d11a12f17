package jenkins.model;

import hudson.model.AbstractCIBase;
import hudson.model.DescriptorByNameOwner;
import hudson.model.ModifiableViewGroup;
import hudson.security.Permission;

public class Jenkins extends AbstractCIBase
        implements DirectlyModifiableTopLevelItemGroup,
                ModifiableViewGroup,
                DescriptorByNameOwner,
                ModelObjectWithContextMenu,
                ModelObjectWithChildren {
    public static final Permission ADMINISTER = null;

    private Jenkins() {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }
}

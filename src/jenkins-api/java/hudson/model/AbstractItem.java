package hudson.model;

@SuppressWarnings("rawtypes")
public abstract class AbstractItem extends Actionable implements Item, DescriptorByNameOwner {
    protected AbstractItem(ItemGroup parent, String name) {
        throw new UnsupportedOperationException();
    }

    public final String getFullName() {
        throw new UnsupportedOperationException();
    }
}

package hudson.model;

public interface ViewGroup extends ModelObject {}

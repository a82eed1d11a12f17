package hudson.model;

import hudson.security.Permission;

public interface Item {
    Permission READ = null;
}

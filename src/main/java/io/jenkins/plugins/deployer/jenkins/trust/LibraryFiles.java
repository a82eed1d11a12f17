package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;

/** The resources of one commit of a library. Blocks; for one thread. */
final class LibraryFiles implements Closeable {
    /** Of a directory; a library has few, and a stranger's pull request may have any number. */
    private static final int MOST_FILES = 20;

    private final SCMFileSystem files;
    private final String top;

    /** @param below the directory of the library in its repository, with a slash at its end unless it is the top */
    LibraryFiles(SCMFileSystem files, String below) {
        this.files = files;
        top = below + "resources/";
    }

    /** Where a resource is, from the top of the repository. */
    String path(String resource) {
        return top + resource;
    }

    /** The content of a resource, or so much of it that it is seen to be too long; empty if there is no such file. */
    Optional<byte[]> read(String resource) throws IOException, InterruptedException {
        SCMFile file = files.child(path(resource));
        if (!file.isFile()) {
            return Optional.empty();
        }
        try (InputStream content = file.content()) {
            return Optional.of(content.readNBytes(RulesReader.MOST_BYTES + 1));
        }
    }

    /**
     * The YAML files in the directory of a resource, as resources.
     *
     * @throws RefusedByRules if there are too many to look at
     */
    Set<String> beside(String resource) throws IOException, InterruptedException, RefusedByRules {
        String directory = resource.substring(0, resource.lastIndexOf('/') + 1);
        Set<String> found = new TreeSet<>();
        SCMFile parent = files.child((top + directory).replaceFirst("/$", ""));
        if (!parent.isDirectory()) {
            return found;
        }
        for (SCMFile file : parent.children()) {
            String name = file.getName();
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                found.add(directory + name);
            }
        }
        if (found.size() > MOST_FILES) {
            throw new RefusedByRules("there are more than " + MOST_FILES + " YAML files in " + top + directory
                    + ", of which each may be a rules file; keep others elsewhere");
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}

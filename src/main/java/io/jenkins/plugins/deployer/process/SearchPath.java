package io.jenkins.plugins.deployer.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where programs are looked for.
 *
 * @param directories in the order they are searched
 */
public record SearchPath(List<Path> directories) {
    public SearchPath {
        directories = List.copyOf(directories);
    }

    /** The PATH of this process. */
    public static SearchPath ofThisProcess() {
        return parse(System.getenv().getOrDefault("PATH", ""));
    }

    /** Reads the form of the PATH variable; what cannot be a directory is left out. */
    public static SearchPath parse(String path) {
        List<Path> directories = new ArrayList<>();
        for (String directory : path.split(File.pathSeparator)) {
            if (!directory.isEmpty()) {
                try {
                    directories.add(Path.of(directory));
                } catch (InvalidPathException e) {
                    // Nothing can be found in a directory that cannot be named.
                }
            }
        }
        return new SearchPath(directories);
    }

    /** Every program of that name, the one that a shell would take first. */
    public List<Path> all(String program) {
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .toList();
    }

    @Override
    public String toString() {
        return String.join(
                File.pathSeparator, directories.stream().map(Path::toString).toList());
    }
}

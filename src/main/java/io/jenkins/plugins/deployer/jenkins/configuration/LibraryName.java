package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.List;
import java.util.Optional;

/** The library that holds the rules, as it is typed into a form. */
final class LibraryName {
    private LibraryName() {}

    /**
     * A global Pipeline library of this controller.
     *
     * @param defaultVersion empty if it has none
     */
    record Known(String name, Optional<String> defaultVersion) {}

    static Finding look(String name, List<Known> libraries) {
        String wanted = name.strip();
        if (wanted.isEmpty()) {
            return Finding.error("Name one of the global Pipeline libraries of this controller.");
        }
        Optional<Known> found = libraries.stream()
                .filter(library -> library.name().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            return Finding.error("There is no global Pipeline library \"" + wanted + "\". There are: "
                    + Listing.of(libraries.stream().map(Known::name).toList())
                    + ". Libraries are configured under \"Global Trusted Pipeline Libraries\".");
        }
        return found.get()
                .defaultVersion()
                .map(version -> Finding.ok("The rules are read at its default version, " + version + "."))
                .orElseGet(() -> Finding.error("The library \"" + wanted
                        + "\" has no default version, so nobody knows which of its rules to obey. Give it one."));
    }
}

package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The folders that may deploy, as they are typed into a form. */
final class FolderName {
    /** What a name stands for on this controller. */
    enum Stands {
        FOLDER,
        JOB,
        NOTHING
    }

    private FolderName() {}

    /** @param items what there is under a full name */
    static List<Finding> look(String text, Function<String, Stands> items) {
        List<String> names = ListedFolders.of(List.of(text)).names();
        if (names.isEmpty()) {
            return List.of(Finding.warning("No folder is listed, so no job may deploy."));
        }
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            switch (items.apply(name)) {
                case NOTHING -> findings.add(Finding.warning(nothing(name)));
                case JOB ->
                    findings.add(Finding.warning("\"" + name + "\" is a single job. Branches of multibranch"
                            + " projects deploy, so list the project or a folder above it."));
                case FOLDER -> {}
            }
        }
        return findings;
    }

    private static String nothing(String name) {
        return name.contains("*")
                ? "There is no folder \"" + name
                        + "\". A * stands only for itself; a folder covers everything below it."
                : "There is no folder \"" + name + "\" on this controller.";
    }
}

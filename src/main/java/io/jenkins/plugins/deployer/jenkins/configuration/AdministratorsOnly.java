package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.util.FormValidation;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Answers of form methods, which only administrators get. */
final class AdministratorsOnly {
    private AdministratorsOnly() {}

    static boolean areHere() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /** @throws org.springframework.security.access.AccessDeniedException to anybody else, before anything is looked at */
    static FormValidation see(Supplier<Finding> look) {
        return seeAll(() -> List.of(look.get()));
    }

    /** The same with several findings. */
    static FormValidation seeAll(Supplier<List<Finding>> look) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        List<FormValidation> shown = look.get().stream()
                .filter(finding -> !finding.sentence().isEmpty())
                .map(AdministratorsOnly::shown)
                .toList();
        return shown.isEmpty() ? FormValidation.ok() : FormValidation.aggregate(shown);
    }

    private static FormValidation shown(Finding finding) {
        return switch (finding.level()) {
            case OK -> FormValidation.ok(finding.sentence());
            case WARNING -> FormValidation.warning(finding.sentence());
            case ERROR -> FormValidation.error(finding.sentence());
        };
    }
}

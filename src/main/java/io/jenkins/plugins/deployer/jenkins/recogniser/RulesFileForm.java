package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.model.Item;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;

/** What a form says of the rules file that somebody types. */
final class RulesFileForm {
    private RulesFileForm() {}

    /** @param item that is configured; null while it is made */
    static FormValidation look(Item item, String value) {
        boolean mayConfigure =
                item == null ? Jenkins.get().hasPermission(Item.CREATE) : item.hasPermission(Item.CONFIGURE);
        return mayConfigure
                ? RulesFile.of(value)
                        .problem()
                        .map(problem -> FormValidation.error(problem + "."))
                        .orElseGet(FormValidation::ok)
                : FormValidation.ok();
    }
}

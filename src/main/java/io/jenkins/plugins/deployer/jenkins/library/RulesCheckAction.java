package io.jenkins.plugins.deployer.jenkins.library;

import hudson.model.InvisibleAction;
import io.jenkins.plugins.deployer.report.RulesCheck;

/**
 * What the commit of a run would change of the rules, shown on the page of the run. Immutable.
 *
 * <p><b>Saved form.</b> In {@code build.xml} under the full name of this class, as texts.
 */
public final class RulesCheckAction extends InvisibleAction {
    /** More is too much for a page. */
    private static final int LONGEST = 50_000;

    private final String status;
    private final String title;
    private final String text;

    RulesCheckAction(RulesCheck check) {
        status = check.check().status().name();
        title = check.check().title();
        text = check.text().length() > LONGEST ? check.text().substring(0, LONGEST) + "…\n" : check.text();
    }

    /** {@code SUCCESS} if the rules can be used, {@code FAILURE} if not, {@code NEUTRAL} if nobody knows. */
    public String getStatus() {
        return status;
    }

    public String getTitle() {
        return title;
    }

    /** Plain lines. */
    public String getText() {
        return text;
    }
}

package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.deployer.jenkins.configuration.LastReading;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.report.GraphSvg;
import io.jenkins.plugins.deployer.rules.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The rules as they were last read: drawn as a graph, or what is wrong with them. For one request. */
@ExportedBean
public final class RulesPage implements ModelObject {
    private final LastReading reading = RulesWatch.get().last();
    private final Shown shown = new Shown();

    RulesPage() {}

    @Override
    public String getDisplayName() {
        return Messages.rules();
    }

    public Shown getShown() {
        return shown;
    }

    public LastReading getReading() {
        return reading;
    }

    /** SVG; everything in it is escaped. */
    public Optional<String> getGraph() {
        return reading.rules().map(rules -> GraphSvg.part(rules, shown::page));
    }

    /** For programs: which version of the rules it is; left out if they cannot be read. */
    @Exported
    public String getRevision() {
        return reading.read().map(RulesAt::revision).orElse(null);
    }

    /** For programs: why the rules cannot be read; left out if they can. */
    @Exported
    public String getTrouble() {
        return reading.trouble().orElse(null);
    }

    /** For programs: {@code [{file, line, column, message}]}. */
    @Exported
    public List<Map<String, Object>> getProblems() {
        return reading.problems().stream().map(RulesPage::map).toList();
    }

    private static Map<String, Object> map(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", problem.file());
        map.put("line", problem.line());
        map.put("column", problem.column());
        map.put("message", problem.message());
        return map;
    }

    public Api getApi() {
        return new Api(this);
    }
}

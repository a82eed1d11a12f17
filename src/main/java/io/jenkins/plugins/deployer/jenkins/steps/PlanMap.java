package io.jenkins.plugins.deployer.jenkins.steps;

import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.DeployTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.ServiceRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan as Pipelines see it: maps, lists, strings, numbers and booleans, which the sandbox lets them read and a restart
 * leaves alone. docs/steps.md describes the keys.
 */
public final class PlanMap {
    private PlanMap() {}

    /**
     * @param rules the revision of the rules
     * @param built the builds that are there already
     */
    public static Map<String, Object> of(Plan plan, String rules, Set<BuildKey> built) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("repository", plan.revision().repository().toString());
        map.put("head", plan.revision().head().name());
        map.put("commit", plan.revision().commit());
        map.put("live", plan.isLive());
        map.put("rules", rules);
        List<Map<String, Object>> builds = new ArrayList<>();
        plan.builds().forEach(build -> builds.add(build(build, built.contains(build.key()))));
        List<Map<String, Object>> publications = new ArrayList<>();
        plan.publications().forEach(publication -> publications.add(publication(publication)));
        List<Map<String, Object>> deployments = new ArrayList<>();
        plan.deployments().forEach(deployment -> deployments.add(deployment(plan, deployment)));
        map.put("builds", builds);
        map.put("publications", publications);
        map.put("deployments", deployments);
        return map;
    }

    private static Map<String, Object> build(BuildTask build, boolean built) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", build.key().hex());
        map.put("title", build.title());
        map.put("label", build.agent());
        map.put("architecture", build.architecture().toString());
        map.put("timeoutSeconds", Math.toIntExact(build.timeout().toSeconds()));
        map.put("built", built);
        return map;
    }

    private static Map<String, Object> publication(PublishTask publication) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", publication.title());
        map.put("name", publication.name().toString());
        return map;
    }

    private static Map<String, Object> deployment(Plan plan, DeployTask deployment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", deployment.title());
        if (deployment instanceof DeployTask.Service task) {
            map.put("kind", kind(task.service().kind()));
            map.put("service", task.service().kind().name());
            map.put("host", task.service().host().name());
            map.put("publication", task.image().title());
        } else if (deployment instanceof DeployTask.Unikernel task) {
            map.put("kind", "unikernel");
            map.put("unikernel", task.unikernel().unikernel());
            map.put("host", task.unikernel().host().name());
            map.put("target", task.target().label());
            map.put("key", task.build().hex());
            map.put("image", image(plan, task));
        } else {
            throw new AssertionError(deployment);
        }
        map.put("slack", deployment.slack().orElse(""));
        return map;
    }

    /** Where its build is once it has been made, be it by an earlier run. */
    private static String image(Plan plan, DeployTask.Unikernel task) {
        return Staging.place(plan.build(task.build()), plan)
                .map(ImageName::toString)
                .orElse("");
    }

    private static String kind(ServiceRule.Kind kind) {
        if (kind instanceof ServiceRule.Stack) {
            return "stack";
        }
        return kind instanceof ServiceRule.Compose ? "compose" : "service";
    }
}

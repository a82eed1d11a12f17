package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.TaskState;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTasksTest {
    private static final RunTasks.Now IDLE = new RunTasks.Now(false, Set.of(), Set.of(), Set.of());
    private static final RunTasks.Now OVER = new RunTasks.Now(true, Set.of(), Set.of(), Set.of());

    private final Plan plan = Planner.plan(
            Examples.rules(),
            new Revision(Examples.BASE_IMAGES, new Head.Branch("live"), Examples.COMMIT, Examples.TREE),
            Map.of());
    private final RunRecord record = new RunRecord();

    RunTasksTest() {
        record.add(Optional.empty(), "one", plan, Optional.empty());
    }

    @Test
    void a_run_that_has_just_begun_has_everything_before_it() {
        assertThat(states(IDLE)).containsOnly(TaskState.WAITING);
        assertThat(states(OVER)).containsOnly(TaskState.NOT_DONE);
    }

    @Test
    void what_is_built_and_published_is_done() {
        ImageName name = plan.publications().get(0).name();
        record.addBuilt(plan.builds().get(0).key(), name.withDigest(Deployments.digest('a')));
        record.addPublished(name, name.withDigest(Deployments.digest('a')));

        Map<String, TaskState> states = tasks(OVER).states();

        assertThat(states)
                .containsEntry(plan.builds().get(0).title(), TaskState.DONE)
                .containsEntry(plan.publications().get(0).title(), TaskState.DONE)
                .containsEntry(plan.builds().get(1).title(), TaskState.NOT_DONE);
    }

    @Test
    void what_the_pipeline_is_at_is_in_progress() {
        String title = plan.builds().get(1).title();

        assertThat(tasks(new RunTasks.Now(false, Set.of("Build", title), Set.of(), Set.of()))
                        .states())
                .containsEntry(title, TaskState.WORKING);
    }

    @Test
    void a_deployment_waits_for_its_turn_though_its_pipeline_is_at_it() {
        ServiceOnHost service = Deployments.BUILDER;
        String title = plan.deployments().get(0).title();

        assertThat(tasks(new RunTasks.Now(false, Set.of(title), Set.of(), Set.of(service)))
                        .states())
                .containsEntry(title, TaskState.WAITING);
        assertThat(tasks(new RunTasks.Now(false, Set.of(title), Set.of(service), Set.of()))
                        .states())
                .containsEntry(title, TaskState.WORKING);
    }

    @Test
    void a_deployment_that_has_ended_is_as_it_ended() {
        record.add(Deployments.deployment("1", 'a', Outcome.ROLLED_BACK));

        RunTasks.Task task = tasks(IDLE).tasks().stream()
                .filter(one -> one.service().equals(Optional.of(Deployments.BUILDER)))
                .findFirst()
                .orElseThrow();

        assertThat(task.state()).isEqualTo(TaskState.ROLLED_BACK);
        assertThat(task.deployment().orElseThrow().id()).isEqualTo("1");
    }

    private List<TaskState> states(RunTasks.Now now) {
        return List.copyOf(tasks(now).states().values());
    }

    private RunTasks tasks(RunTasks.Now now) {
        return RunTasks.of(record, now).get(0);
    }
}

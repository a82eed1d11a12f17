package io.jenkins.plugins.deployer.jenkins.pipeline;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeployerVariableTest {
    private static final List<String> STEPS = List.of("checkout", "buildImage", "publishImage", "deployDockerService");

    private final Map<String, Object> plan = new LinkedHashMap<>(Map.of(
            "commit",
            "c0ffee",
            "builds",
            List.of(build("x86_64", false), build("arm64", false)),
            "publications",
            List.of(Map.of("title", "Publish base:live", "name", "base:live")),
            "deployments",
            List.of(service("builder"), service("mirror"))));
    private final List<String> done = new ArrayList<>();

    private static Map<String, Object> build(String architecture, boolean built) {
        return new LinkedHashMap<>(Map.of(
                "key", "key-" + architecture,
                "title", "Build Dockerfile on " + architecture,
                "label", "linux-" + architecture,
                "timeoutSeconds", 3000,
                "built", built));
    }

    private static Map<String, Object> service(String name) {
        return new LinkedHashMap<>(Map.of(
                "title", "Deploy " + name + " on toxis",
                "kind", "service",
                "service", name,
                "host", "toxis",
                "publication", "Publish base:live"));
    }

    private static Map<String, Object> unikernel(String name) {
        return new LinkedHashMap<>(Map.of(
                "title", "Deploy " + name + " on robur",
                "kind", "unikernel",
                "unikernel", name,
                "host", "robur",
                "key", "key-x86_64",
                "image", "staging:key-x86_64"));
    }

    private Object step(StepCall call) {
        Map<?, ?> arguments = call.argument() instanceof Map<?, ?> map ? map : Map.of();
        return switch (call.name()) {
            case "deployerPlan" -> plan;
            case "buildImage" -> "sha256:" + arguments.get("key");
            case "publishImage" -> "base:live@sha256:1";
            case "deployDockerService", "deployUnikernel" -> new LinkedHashMap<>(Map.of("outcome", "live"));
            default -> null;
        };
    }

    /** Runs what every repository has, and notes each step that is not a block. */
    private Map<?, ?> run(PipelineRun.Steps steps) throws Throwable {
        PipelineRun run = new PipelineRun(call -> {
            Object value = steps.run(call);
            done.add(call.toString());
            return value;
        });
        return (Map<?, ?>) run.run(Files.readString(Path.of("Jenkinsfile.example")));
    }

    private List<String> done(String step) {
        return done.stream().filter(line -> line.startsWith(step + " ")).collect(toList());
    }

    @Test
    void does_all_that_the_plan_asks_for_through_a_restart_between_any_two_steps() throws Throwable {
        Map<?, ?> result = run(this::step);

        assertThat(done)
                .startsWith("stage Plan", "deployerPlan {}", "stage Build")
                .containsSubsequence("node linux-x86_64", "checkout scm", "buildImage {key=key-x86_64}")
                .containsSubsequence("node linux-arm64", "checkout scm", "buildImage {key=key-arm64}")
                .containsSubsequence(
                        "stage Publish",
                        "publishImage {publication=Publish base:live}",
                        "stage Deploy",
                        "deployDockerService {service=builder, host=toxis, image=base:live@sha256:1}",
                        "deployDockerService {service=mirror, host=toxis, image=base:live@sha256:1}")
                .contains("timeout {time=3000, unit=SECONDS}");
        assertThat(result.get("commit")).isEqualTo("c0ffee");
        assertThat(result.get("outcomes"))
                .isEqualTo(Map.of(
                        "Deploy builder on toxis", Map.of("outcome", "live"),
                        "Deploy mirror on toxis", Map.of("outcome", "live")));
    }

    @Test
    void builds_nothing_that_was_built() throws Throwable {
        plan.put("builds", List.of(build("x86_64", true), build("arm64", true)));

        run(this::step);

        assertThat(done("node")).isEmpty();
        assertThat(done("stage")).containsExactly("stage Plan", "stage Publish", "stage Deploy");
        assertThat(done("deployDockerService")).hasSize(2);
    }

    @Test
    void only_builds_what_is_not_live() throws Throwable {
        plan.put("publications", List.of());
        plan.put("deployments", List.of());

        run(this::step);

        assertThat(done("stage")).containsExactly("stage Plan", "stage Build");
        assertThat(done("buildImage")).hasSize(2);
    }

    @Test
    void begins_a_build_again_whose_agent_is_lost() throws Throwable {
        List<String> lost = new ArrayList<>(List.of("buildImage {key=key-arm64}", "buildImage {key=key-arm64}"));

        run(call -> {
            if (lost.remove(call.toString())) {
                throw new AgentLost();
            }
            return step(call);
        });

        assertThat(done("buildImage"))
                .containsExactlyInAnyOrder("buildImage {key=key-x86_64}", "buildImage {key=key-arm64}");
        assertThat(done("node")).hasSize(4);
        assertThat(done("deployDockerService")).hasSize(2);
    }

    @Test
    void gives_a_build_up_that_loses_every_agent() {
        assertThatThrownBy(() -> run(call -> {
                    if (call.toString().equals("buildImage {key=key-arm64}")) {
                        throw new AgentLost();
                    }
                    return step(call);
                }))
                .isInstanceOf(AgentLost.class);
        assertThat(done).filteredOn("node linux-arm64"::equals).hasSize(3);
        assertThat(done("publishImage")).isEmpty();
    }

    @Test
    void begins_no_deployment_again() {
        assertThatThrownBy(() -> run(call -> {
                    if (call.name().equals("deployDockerService")) {
                        done.add("tried " + call);
                        throw new AgentLost();
                    }
                    return step(call);
                }))
                .isInstanceOf(AgentLost.class);
        assertThat(done("tried")).hasSize(2);
    }

    @TestFactory
    Stream<DynamicTest> goes_no_further_than_the_step_that_fails() {
        return STEPS.stream()
                .map(step -> DynamicTest.dynamicTest(step, () -> {
                    done.clear();
                    assertThatThrownBy(() -> run(call -> {
                                if (call.name().equals(step)) {
                                    throw new IOException(step + " is broken");
                                }
                                return step(call);
                            }))
                            .isInstanceOf(IOException.class)
                            .hasMessage(step + " is broken");
                    for (String later : STEPS.subList(STEPS.indexOf(step), STEPS.size())) {
                        assertThat(done(later)).isEmpty();
                    }
                }));
    }

    @Test
    void one_deployment_that_fails_stops_no_other() {
        assertThatThrownBy(() -> run(call -> {
                    if (call.toString().contains("service=builder")) {
                        throw new IOException("rolled back");
                    }
                    return step(call);
                }))
                .hasMessage("rolled back");
        assertThat(done("deployDockerService")).hasSize(1);
    }

    @Test
    void deploys_unikernels_beside_services_whether_their_builds_were_made_now_or_before() throws Throwable {
        plan.put("builds", List.of(build("x86_64", true), build("arm64", false)));
        plan.put("deployments", List.of(service("builder"), unikernel("www")));

        Map<?, ?> result = run(this::step);

        assertThat(done("deployUnikernel"))
                .containsExactly("deployUnikernel {unikernel=www, host=robur, image=staging:key-x86_64}");
        assertThat(done("deployDockerService")).hasSize(1);
        assertThat(((Map<?, ?>) result.get("outcomes")).get("Deploy www on robur"))
                .isEqualTo(Map.of("outcome", "live"));
    }

    @Test
    void deploys_no_unikernel_whose_build_fails() {
        plan.put("publications", List.of());
        plan.put("deployments", List.of(unikernel("www")));

        assertThatThrownBy(() -> run(call -> {
                    if (call.name().equals("buildImage")) {
                        throw new IOException("does not compile");
                    }
                    return step(call);
                }))
                .hasMessage("does not compile");
        assertThat(done("deployUnikernel")).isEmpty();
    }

    @Test
    void takes_other_rules() throws Throwable {
        PipelineRun run = new PipelineRun(this::step);

        run.run("deployer(rules: 'deployer/mirage.yaml')");

        assertThat(run.calls().toString()).contains("deployerPlan {rules=deployer/mirage.yaml}");
    }

    @Test
    void tells_a_pipeline_what_became_of_it() throws Throwable {
        PipelineRun run = new PipelineRun(this::step);

        assertThat(run.run("def result = deployer(); result.outcomes.values().every { it.outcome == 'live' }"))
                .isEqualTo(true);
    }
}

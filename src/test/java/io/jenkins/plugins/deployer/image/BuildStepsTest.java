package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildStepsTest {
    @Test
    void the_failed_one_of_several_steps_at_once_is_found() {
        assertThat(
                        failure(
                                """
                        #1 [internal] load build definition from Dockerfile
                        #1 DONE 0.0s
                        #5 [a 2/2] RUN make a
                        #6 [b 2/2] RUN make b
                        #5 0.312 compiling a
                        #6 0.313 compiling b
                        #6 0.400 b.c:1: error
                        #5 0.412 still a
                        #6 ERROR: process "/bin/sh -c make b" did not complete successfully: exit code: 2
                        #5 CANCELED
                        ------
                         > [b 2/2] RUN make b:
                        0.400 b.c:1: error
                        ------
                        ERROR: failed to solve: process "/bin/sh -c make b" did not complete successfully: exit code: 2
                        """))
                .isEqualTo("step [b 2/2] RUN make b failed: exit code 2; the last it said: compiling b\nb.c:1: error");
    }

    @Test
    void what_is_wrong_before_the_first_step_is_the_reason() {
        assertThat(
                        failure(
                                """
                        #1 [internal] load build definition from Dockerfile
                        #1 DONE 0.0s
                        failed to solve with frontend dockerfile.v0: failed to create LLB definition: unknown instruction: X
                        """))
                .isEqualTo("failed to create LLB definition: unknown instruction: X");
        assertThat(failure("Error response from daemon: dockerfile parse error line 2: unknown instruction: X"))
                .isEqualTo("dockerfile parse error line 2: unknown instruction: X");
        assertThat(failure("something else")).isEqualTo("the last it said: something else");
        assertThat(failure("")).isEqualTo("the last it said: ");
    }

    @Test
    void control_characters_and_endless_lines_do_not_reach_the_error() {
        assertThat(failure("Step 1/1 : RUN x\n\u001b[31mred\u001b[0m\u0007\n" + "y".repeat(5000)
                        + "\nThe command '/bin/sh -c x' returned a non-zero code: 1"))
                .startsWith("step [1/1] RUN x failed: exit code 1; the last it said: red \nyyy")
                .hasSizeLessThan(1000);
    }

    @Test
    void where_a_build_is_can_be_told_while_it_runs() {
        BuildSteps steps = new BuildSteps();
        assertThat(steps.where()).isEmpty();
        steps.add("Step 3/7 : RUN sleep 1000");
        assertThat(steps.where()).contains("[3/7] RUN sleep 1000");
    }

    private static String failure(String log) {
        BuildSteps steps = new BuildSteps();
        log.lines().forEach(steps::add);
        return steps.failure(log);
    }
}

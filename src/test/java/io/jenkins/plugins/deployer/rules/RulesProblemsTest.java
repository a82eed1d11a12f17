package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong example says in its last lines, after {@code #!}, what the reader says about it. */
class RulesProblemsTest {
    static Stream<String> wrong() {
        return Examples.INVALID.stream();
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String name) {
        String text = Examples.invalid(name);
        List<String> said = text.lines()
                .filter(line -> line.startsWith("#! "))
                .map(line -> "rules.yaml:" + line.substring(3))
                .toList();

        RulesException problems = catchThrowableOfType(RulesException.class, () -> Examples.rules(text));

        assertThat(problems.problems()).extracting(Problem::toString).isEqualTo(said);
        assertThat(problems).hasMessage(String.join("\n", said));
    }
}

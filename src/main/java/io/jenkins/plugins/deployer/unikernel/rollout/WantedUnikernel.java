package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.unikernel.UnikernelDemands;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request for a unikernel says that one for a service does not. Kept as JSON in the roll-out's particulars.
 *
 * @param binary the path of the unikernel in its image; empty: {@code /unikernel.TARGET}
 */
public record WantedUnikernel(
        UnikernelTarget target, Architecture architecture, Optional<String> binary, UnikernelSetUp setUp) {
    public WantedUnikernel {
        Objects.requireNonNull(target);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(binary);
        Objects.requireNonNull(setUp);
    }

    /** The path of the unikernel in its image. */
    public String path() {
        return binary.orElse("/unikernel." + target.label());
    }

    /** What every host asks of the unikernel; what only some do, those look at themselves. */
    public UnikernelDemands demands() {
        return UnikernelDemands.ofBuild(target, architecture)
                .with(new UnikernelDemands.Given(
                        setUp.networks().keySet(), setUp.blocks().keySet(), OptionalInt.empty()));
    }

    /** The first particulars of its roll-out: {@code RollOut.begin(request, wanted.toJson())}. */
    public JsonNode toJson() {
        return Particulars.of(this).toJson();
    }

    /**
     * Of the particulars of a roll-out, however far that is.
     *
     * @throws IllegalArgumentException with a sentence, if they are not those of a unikernel
     */
    public static WantedUnikernel fromJson(JsonNode json) {
        return Particulars.fromJson(json).wanted();
    }
}

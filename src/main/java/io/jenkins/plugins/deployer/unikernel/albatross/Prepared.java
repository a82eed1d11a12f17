package io.jenkins.plugins.deployer.unikernel.albatross;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was found out before the change, for the change and for the way back; kept with the roll-out as JSON.
 *
 * @param version of this form
 * @param cpu the new one is pinned to
 * @param previous what ran before; its image is in a file of the request
 */
record Prepared(int version, int cpu, Optional<Previous> previous) {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    Prepared {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "prepared in the form " + version + ", and only " + VERSION + " is known");
        }
    }

    static Prepared of(int cpu, Optional<RunningUnikernel> previous) {
        return new Prepared(VERSION, cpu, previous.map(Previous::of));
    }

    JsonNode toJson() {
        return JSON.valueToTree(this);
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} makes */
    static Prepared fromJson(JsonNode json) {
        try {
            return JSON.treeToValue(json, Prepared.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not what was prepared on Albatross: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * All that makes a unikernel what it was, but its image. Whether its name was added is not told by servers, and taken
     * to be so.
     *
     * @param sha256 of the image
     * @param restarts whether it was to be started again when it ended
     * @param codes the exit statuses for which, if so; empty: the usual ones
     */
    record Previous(
            String sha256,
            OptionalInt startup,
            boolean restarts,
            Set<Integer> codes,
            Set<Integer> cpus,
            int memory,
            List<BlockDevice> blocks,
            List<NetworkDevice> networks,
            List<String> arguments,
            OptionalInt cpuCount) {
        private static Previous of(RunningUnikernel running) {
            UnikernelConfig config = running.config();
            Set<Integer> codes = config.onExit() instanceof OnExit.Restart restart ? restart.codes() : Set.of();
            return new Previous(
                    running.digest(),
                    config.startup(),
                    config.onExit() instanceof OnExit.Restart,
                    codes,
                    config.cpus(),
                    config.memory(),
                    config.blocks(),
                    config.networks(),
                    config.arguments(),
                    config.cpuCount());
        }

        UnikernelConfig config() {
            OnExit onExit = restarts ? new OnExit.Restart(codes) : new OnExit.Quit();
            return new UnikernelConfig(startup, true, onExit, cpus, memory, blocks, networks, arguments, cpuCount);
        }

        /** Whether that is what runs. */
        boolean is(RunningUnikernel running) {
            return running.digest().equals(sha256) && running.config().equals(config());
        }
    }
}

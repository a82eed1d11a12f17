package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.RollOut;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the roll-out of a unikernel remembers besides what all roll-outs do.
 *
 * @param version of this form
 * @param before what was under the name before the change; empty if nothing was, or before it was looked at
 * @param answered whether the health address answered before the change
 * @param prepared what the host needs for the way back; empty until all is ready for the change
 * @param changed from when on the console is read: when the change began, or, where the host says that by its own clock,
 *     when the new one was started
 * @param lines how many lines of the console the log has
 * @param place how far the console was told, by the last lines then
 * @param read when the console was read last
 * @param starts how often it was seen to be started again, or what was put back to be started
 * @param ending how it will end, once what was kept for it is gone
 */
record Particulars(
        int version,
        WantedUnikernel wanted,
        Optional<UnikernelOnHost> before,
        boolean answered,
        Optional<JsonNode> prepared,
        Optional<Instant> changed,
        int lines,
        int place,
        Optional<Instant> read,
        int starts,
        Optional<Ending> ending) {
    private static final int VERSION = 1;
    /** The place in a console of which nothing was told. */
    private static final int NOWHERE = List.of().hashCode();

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @throws IllegalArgumentException if it is of another form */
    Particulars {
        if (version != VERSION) {
            throw new IllegalArgumentException("form " + version + " is not known to this release, but " + VERSION);
        }
        Objects.requireNonNull(wanted);
        Objects.requireNonNull(before);
        // An optional tree that is absent is read as one that is null.
        prepared = prepared.filter(json -> !json.isNull());
        Objects.requireNonNull(changed);
        Objects.requireNonNull(read);
        Objects.requireNonNull(ending);
    }

    static Particulars of(WantedUnikernel wanted) {
        return new Particulars(
                VERSION,
                wanted,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                NOWHERE,
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** @throws IllegalArgumentException if it has none, or none of a unikernel */
    static Particulars of(RollOut state) {
        return fromJson(
                state.particulars().orElseThrow(() -> new IllegalArgumentException("not the roll-out of a unikernel")));
    }

    JsonNode toJson() {
        return JSON.valueToTree(this);
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} makes */
    static Particulars fromJson(JsonNode json) {
        try {
            return JSON.treeToValue(json, Particulars.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the roll-out of a unikernel: " + e.getOriginalMessage(), e);
        }
    }

    RollOut in(RollOut state) {
        return state.withParticulars(toJson());
    }

    Particulars withBefore(Optional<UnikernelOnHost> found, boolean nowAnswered) {
        return new Particulars(
                version, wanted, found, nowAnswered, prepared, changed, lines, place, read, starts, ending);
    }

    Particulars withPrepared(JsonNode all) {
        return new Particulars(
                version, wanted, before, answered, Optional.of(all), changed, lines, place, read, starts, ending);
    }

    Particulars withChanged(Instant at) {
        return new Particulars(
                version, wanted, before, answered, prepared, Optional.of(at), 0, NOWHERE, read, starts, ending);
    }

    Particulars withLines(int count, int at) {
        return new Particulars(version, wanted, before, answered, prepared, changed, count, at, read, starts, ending);
    }

    Particulars withRead(Instant at) {
        return new Particulars(
                version, wanted, before, answered, prepared, changed, lines, place, Optional.of(at), starts, ending);
    }

    Particulars withStarts(int count) {
        return new Particulars(version, wanted, before, answered, prepared, changed, lines, place, read, count, ending);
    }

    Particulars withEnding(Ending end) {
        return new Particulars(
                version, wanted, before, answered, prepared, changed, lines, place, read, starts, Optional.of(end));
    }

    /** Whether what runs under the name now ran there before the change, and was not started again since. */
    boolean isUntouched(Optional<UnikernelOnHost> now) {
        Optional<String> instance = before.flatMap(UnikernelOnHost::instance);
        return instance.isPresent()
                && instance.equals(now.flatMap(UnikernelOnHost::instance))
                && before.map(UnikernelOnHost::sha256).equals(now.map(UnikernelOnHost::sha256))
                && before.flatMap(UnikernelOnHost::setUp).equals(now.flatMap(UnikernelOnHost::setUp));
    }

    /** Whether the binary under the name is that of before the change. */
    boolean isBefore(UnikernelOnHost now) {
        return before.map(then -> then.sha256().equals(now.sha256())).orElse(false);
    }

    /** Whether a host is to run it so, as far as it says how it does. */
    boolean isWanted(UnikernelOnHost now, String sha256) {
        return now.sha256().equals(sha256)
                && now.setUp().map(wanted.setUp()::isMetBy).orElse(true);
    }
}

package io.jenkins.plugins.deployer.unikernel.albatross;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was recorded from the daemons of Albatross 2.7.2: we say the same, byte for byte, and understand what they said. */
class RecordedExchangesTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] IMAGE = {1, 2, 3, 4};
    private static final long SEQUENCE = 7;

    /** The only one that we cannot say: our version is 5. */
    private static final String OTHER_VERSION = "wire version 6";

    static List<JsonNode> exchanges() throws IOException {
        try (InputStream in = RecordedExchangesTest.class.getResourceAsStream("exchanges.json")) {
            List<JsonNode> found = new ArrayList<>();
            new ObjectMapper().readTree(in).get("exchanges").forEach(found::add);
            return found;
        }
    }

    static Stream<JsonNode> requests() throws IOException {
        return exchanges().stream().filter(exchange -> exchange.has("request")).filter(exchange -> !title(exchange)
                .equals(OTHER_VERSION));
    }

    static Stream<JsonNode> replies() throws IOException {
        return exchanges().stream().filter(exchange -> !exchange.get("replies").isEmpty());
    }

    private static String title(JsonNode exchange) {
        return exchange.get("title").textValue();
    }

    @Test
    void all_of_them_are_looked_at() throws IOException {
        assertThat(exchanges()).hasSize(26);
        assertThat(requests()).hasSize(20);
        assertThat(replies()).hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_is_the_recorded_one(JsonNode exchange) {
        Request request = request(title(exchange));
        Name name = Name.parse(exchange.get("name").textValue());
        byte[] hole = request.command().hole() == 0 ? new byte[0] : IMAGE;
        assertThat(HEX.formatHex(request.frame(name, SEQUENCE).with(hole)))
                .isEqualTo(exchange.get("request").textValue());
        assertThat(request.service().socket()).isEqualTo(exchange.get("socket").textValue() + ".sock");
        assertThat(HEX.formatHex(request.extension(Optional.of(hole))))
                .isEqualTo(exchange.get("certificateExtension").textValue());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_reply_is_understood(JsonNode exchange) throws IOException {
        List<Reply> replies = new ArrayList<>();
        for (JsonNode reply : exchange.get("replies")) {
            replies.add(ReplyDer.decoded(HEX.parseHex(reply.textValue())));
        }
        assertThat(replies).isEqualTo(replies(title(exchange)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_reply_that_is_cut_anywhere_is_named_and_nothing_else(JsonNode exchange) {
        byte[] whole = HEX.parseHex(exchange.get("replies").get(0).textValue());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ReplyDer.decoded(cut)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void what_is_nested_without_an_end_is_no_reply() {
        byte[] frame = new byte[8 << 20];
        for (int i = 0; i < frame.length; i += 2) {
            frame[i] = (byte) 0xa0;
            frame[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> ReplyDer.decoded(frame)).isInstanceOf(MalformedException.class);
    }

    @Test
    void another_version_is_not_taken_for_ours() throws IOException {
        byte[] request = exchanges().stream()
                .filter(exchange -> title(exchange).equals(OTHER_VERSION))
                .map(exchange -> HEX.parseHex(exchange.get("request").textValue()))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> ReplyDer.decoded(request))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("version 6");
    }

    private static Request request(String title) {
        return switch (title) {
            case "policy info at the root" -> Request.policies();
            case "info at the root, nothing running (tag 19)",
                    "info at the root, one running (tag 19)",
                    "info by name",
                    "info of an unknown name" -> Request.info(Dialect.V2_7);
            case "info at the root, one running (tag 18)" -> Request.info(Dialect.V2_6);
            case "info at the root, one running (tag 15)" -> Request.info(Dialect.V2_4);
            case "create, 2.7 Config, image of 4 bytes that is no ELF" -> create(Dialect.V2_7, 32, false);
            case "create, zlib flag set, body is not zlib" -> create(Dialect.V2_7, 32, true);
            case "too much memory" -> create(Dialect.V2_7, 99_999_999, false);
            case "force-create, 2.7 Config with every field, image of 4 bytes" ->
                Request.create(Dialect.V2_7, everything(), true, false, IMAGE.length);
            case "create, 2.6 ConfigV4 (tag 16), image of 4 bytes" ->
                Request.create(Dialect.V2_6, startedFifth(), false, false, IMAGE.length);
            case "force-create, ConfigV3 (tag 10), image of 4 bytes" ->
                Request.create(Dialect.V2_4, withNetwork(), true, false, IMAGE.length);
            case "console, last 4 lines", "console of an unknown name" -> Request.console(Dialect.V2_7, 4);
            case "stats of a running unikernel (first sample)" -> Request.statistics();
            case "restart" -> Request.restart(Dialect.V2_7);
            case "block info" -> Request.volumes();
            case "destroy", "destroy of an unknown name" -> Request.destroy();
            default -> throw new AssertionError("nobody says: " + title);
        };
    }

    private static Request create(Dialect dialect, int memory, boolean compressed) {
        UnikernelConfig config = UnikernelConfig.of(0, memory, List.of(), List.of(), List.of());
        return Request.create(dialect, config, false, compressed, IMAGE.length);
    }

    private static UnikernelConfig startedFifth() {
        return new UnikernelConfig(
                OptionalInt.of(5),
                true,
                new OnExit.Quit(),
                Set.of(0),
                32,
                List.of(),
                List.of(),
                List.of(),
                OptionalInt.empty());
    }

    private static UnikernelConfig withNetwork() {
        return UnikernelConfig.of(0, 32, List.of(), List.of(NetworkDevice.on("service0", "service")), List.of("a=b"));
    }

    private static UnikernelConfig everything() {
        return new UnikernelConfig(
                OptionalInt.of(10),
                true,
                new OnExit.Restart(Set.of(2, 3)),
                Set.of(0, 1),
                64,
                List.of(
                        new BlockDevice("storage", Optional.of("data"), OptionalInt.of(512)),
                        new BlockDevice("other", Optional.empty(), OptionalInt.empty())),
                List.of(
                        new NetworkDevice("service", Optional.of("br0"), Optional.of("00:80:41:aa:bb:cc")),
                        new NetworkDevice("second", Optional.empty(), Optional.empty())),
                List.of("--ipv4=10.0.0.2/24", "--hello=wörld"),
                OptionalInt.of(1));
    }

    private static List<Reply> replies(String title) {
        return switch (title) {
            case "policy info at the root" ->
                List.of(new Reply.Policies(Map.of(
                        Name.ROOT,
                        new Policy(
                                List.of(0, 1),
                                4_611_686_018_427_387_903L,
                                24_105,
                                OptionalLong.of(258_019),
                                List.of("service")))));
            case "info at the root, nothing running (tag 19)", "info of an unknown name" ->
                List.of(new Reply.Unikernels(List.of()));
            case "create, 2.7 Config, image of 4 bytes that is no ELF",
                    "create, 2.6 ConfigV4 (tag 16), image of 4 bytes",
                    "force-create, ConfigV3 (tag 10), image of 4 bytes" -> failed("error during ELF parsing");
            case "force-create, 2.7 Config with every field, image of 4 bytes" ->
                failed("bridges second, br0 not allowed by policy");
            case "create, zlib flag set, body is not zlib" -> failed("failed to uncompress: Invalid Zlib header");
            case "create of a real unikernel", "restart", "force-create of a running unikernel" ->
                done("created unikernel");
            case "create again under the same name" -> failed("Unikernel with same name is already running");
            case "info at the root, one running (tag 19)", "info by name" -> List.of(running(OptionalInt.of(1)));
            case "info at the root, one running (tag 18)", "info at the root, one running (tag 15)" ->
                List.of(running(OptionalInt.empty()));
            case "console, last 4 lines" ->
                List.of(
                        new Reply.Done("subscribed"),
                        line("508", "Solo5:       data @ (0x107000 - 0x30bfff)"),
                        line("510", "Solo5:       heap >= 0x30c000 < stack < 0x2000000"),
                        line("510", "**** Solo5 standalone test_net ****"),
                        line("511", "[service0] Serving ping on 10.0.0.2, with MAC: 0080415e86f7"));
            case "console of an unknown name" -> done("waiting for VM");
            case "stats of a running unikernel (first sample)" -> done("subscribed");
            case "networks do not match the manifest" ->
                failed("specified bridge(s) does not match with the manifest. Devices present in manifest: net"
                        + " \"service0\"");
            case "unknown bridge" -> failed("bridges nobridge not allowed by policy");
            case "too much memory" ->
                failed("maximum allowed memory (24105, used 32) would be exceeded (requesting 99999999)");
            case "block info" -> List.of(new Reply.Volumes(List.of()));
            case "destroy" -> done("destroyed unikernel");
            case "destroy of an unknown name" -> done("destroyed: removed from restarting");
            default -> throw new AssertionError("nobody expects: " + title);
        };
    }

    private static List<Reply> done(String said) {
        return List.of(new Reply.Done(said));
    }

    private static List<Reply> failed(String why) {
        return List.of(new Reply.Failed(why));
    }

    private static Reply line(String milliseconds, String text) {
        return new Reply.Line(new ConsoleLine(Instant.parse("2026-11-22T14:49:16." + milliseconds + "Z"), text));
    }

    private static Reply running(OptionalInt cpuCount) {
        return new Reply.Unikernels(List.of(new RunningUnikernel(
                Name.parse(":web"),
                "2612fdf4818a0265d82e94c29960534c15e1086f0367d5382edb701b22c7d869",
                new UnikernelConfig(
                        OptionalInt.empty(),
                        true,
                        new OnExit.Quit(),
                        Set.of(0),
                        32,
                        List.of(),
                        List.of(new NetworkDevice(
                                "service0", Optional.of("service"), Optional.of("00:80:41:5e:86:f7"))),
                        List.of(),
                        cpuCount),
                Optional.of(Instant.parse("2026-11-22T14:49:16.488Z")))));
    }
}

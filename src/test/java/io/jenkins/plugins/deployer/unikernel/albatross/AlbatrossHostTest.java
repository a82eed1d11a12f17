package io.jenkins.plugins.deployer.unikernel.albatross;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelOnHost;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll-outs on Albatross: the machine, the host and the client, against a server at the wire. */
class AlbatrossHostTest {
    @TempDir
    static Path certificates;

    private static TestAuthority authority;

    @TempDir
    private Path directory;

    @BeforeAll
    static void generate() throws Exception {
        authority = TestAuthority.generate(certificates.resolve("ca"), "ed25519");
    }

    private AlbatrossWorld world(Release release) throws Exception {
        return AlbatrossWorld.on(release, authority, directory);
    }

    @ParameterizedTest
    @EnumSource(
            value = Release.class,
            names = {"V1_5", "V2_4", "V2_6", "V2_7"})
    void a_unikernel_is_live_and_then_unchanged_on_every_release(Release release) throws Exception {
        try (AlbatrossWorld world = world(release)) {
            world.runs("old", "the old one");
            String sha256 = world.image("new", "the new one");

            assertEnds(world, world.deploy("new"), Outcome.LIVE, "has stayed up for 2.0 s");
            assertThat(world.running()).contains(sha256);
            assertThat(world.log).contains("  | Solo5: Bindings version v0.9.0");
            RunningUnikernel running = world.client().info("www").orElseThrow();
            assertThat(running.config().memory()).isEqualTo(32);
            assertThat(running.config().arguments()).containsExactly("--port=80");
            world.clock.advance(Duration.ofMinutes(1));
            assertEnds(world, world.deploy("new"), Outcome.UNCHANGED, "already");
            assertThat(world.kept()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Release.class,
            names = {"V1_5", "V2_4", "V2_6", "V2_7"})
    void one_that_exits_at_once_is_put_back_with_its_words(Release release) throws Exception {
        try (AlbatrossWorld world = world(release)) {
            String old = world.runs("old", "the old one");
            world.image("new", "exits at once");

            RollOut end = world.deploy("new");

            assertEnds(world, end, Outcome.ROLLED_BACK, "it ended with exit code 42 at once");
            assertThat(end.failure().orElseThrow().fault()).isEqualTo(Fault.CRASH);
            assertThat(end.ending().orElseThrow().ownFault()).isTrue();
            assertThat(world.running()).contains(old);
            RunningUnikernel running = world.client().info("www").orElseThrow();
            assertThat(running.config().memory()).isEqualTo(16);
            assertThat(running.config().arguments()).containsExactly("--port=8080");
            assertThat(world.kept()).isEmpty();
        }
    }

    @Test
    void one_that_dies_after_five_seconds_is_put_back() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            String old = world.runs("old", "the old one");
            world.image("new", "dies after 5 s");
            world.settle = Duration.ofSeconds(6);

            assertEnds(world, world.deploy("new"), Outcome.ROLLED_BACK, "it ended with exit code 42 after 5");
            assertThat(world.running()).contains(old);
        }
    }

    @Test
    void what_is_in_quarantine_is_not_sent() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            String old = world.runs("old", "the old one");
            world.image("new", "exits at once");
            world.quarantine = Optional.of("it was rolled back today");

            assertEnds(world, world.deploy("new"), Outcome.REFUSED, "in quarantine");
            assertThat(world.running()).contains(old);
        }
    }

    @Test
    void what_does_not_fit_the_policy_leaves_the_old_one_alone() throws Exception {
        try (AlbatrossWorld world = new AlbatrossWorld(Release.V2_7, authority, directory, "mirage")) {
            policy(world, "mirage:", new Policy(List.of(0, 1), 2, 48, OptionalLong.empty(), List.of("br0")));
            String old = world.runs("old", "the old one");
            world.client()
                    .create(
                            "other",
                            UnikernelConfig.of(
                                    1, 20, List.of(), List.of(NetworkDevice.on("service", "br0")), List.of()),
                            new ImageFile(image(world, "other", "another one")));
            world.server.daemon().addVolume("mirage:busy", 1);
            world.client()
                    .replace(
                            "third",
                            UnikernelConfig.of(1, 1, List.of(BlockDevice.on("b", "busy")), List.of(), List.of()),
                            new ImageFile(directory.resolve("other")));
            world.image("new", "the new one");
            world.wanted = new WantedUnikernel(
                    world.wanted.target(),
                    world.wanted.architecture(),
                    Optional.empty(),
                    new UnikernelSetUp(
                            32, Optional.of(7), Map.of("service", "br1"), Map.of("data", "busy"), List.of()));

            RollOut end = world.deploy("new");

            assertEnds(world, end, Outcome.FAILED, "/unikernel.hvt of new does not fit: ");
            assertThat(end.ending().orElseThrow().reason())
                    .contains("the policy of mirage has 27 of 48 MiB of memory left, and it wants 32")
                    .contains("the policy of mirage allows 2 unikernels, and so many run already")
                    .contains("allows the CPUs 0, 1, but not the wanted 7")
                    .contains("allows the bridge br0, but not br1, which the network service is to be on")
                    .contains("the block device busy is used by another unikernel")
                    .endsWith("; the unikernel on robur was not touched");
            assertThat(end.ending().orElseThrow().ownFault()).isFalse();
            assertThat(world.running()).contains(old);
        }
    }

    @Test
    void a_policy_is_named_by_its_whole_path_though_the_server_says_it_relative_to_ours() {
        Policy policy = new Policy(List.of(0), 1, 48, OptionalLong.empty(), List.of("br0"));
        Fit fit = Fit.of(List.of("robur"), Name.ROOT.with("www"), Map.of(Name.ROOT, policy), List.of(), List.of());
        assertThat(fit.misfits(new UnikernelSetUp(64, Optional.empty(), Map.of(), Map.of(), List.of())))
                .containsExactly("the policy of robur has 48 of 48 MiB of memory left, and it wants 64");
    }

    @Test
    void under_a_path_it_takes_the_place_of_the_one_that_is_there() throws Exception {
        try (AlbatrossWorld world = new AlbatrossWorld(Release.V2_7, authority, directory, "mirage")) {
            policy(world, "mirage:", new Policy(List.of(3), 1, 32, OptionalLong.empty(), List.of("br0")));
            world.server
                    .daemon()
                    .addPolicy(
                            "mirage:", policy(new Policy(List.of(0, 3), 1, 32, OptionalLong.empty(), List.of("br0"))));
            world.runs("old", "the old one");
            String sha256 = world.image("new", "the new one");

            assertEnds(world, world.deploy("new"), Outcome.LIVE, "");
            assertThat(world.running()).contains(sha256);
            assertEnds(world, world.deploy("old"), Outcome.LIVE, "");
        }
    }

    @Test
    void without_a_policy_for_the_path_it_says_how_to_make_one() throws Exception {
        try (AlbatrossWorld world = new AlbatrossWorld(Release.V2_7, authority, directory, "mirage")) {
            world.image("new", "the new one");

            assertEnds(world, world.deploy("new"), Outcome.FAILED, "there is no policy for mirage; make one");
        }
    }

    @Test
    void a_cut_in_the_midst_of_the_image_is_tried_again_and_leaves_the_old_one_alone() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            String old = world.runs("old", "the old one");
            String sha256 = world.image("new", "the new one");
            world.server.cutAfter(0);
            RollOut state = world.until(world.begin("new"), "; trying again");
            assertThat(world.running()).contains(old);
            world.server.cutAfter(Integer.MAX_VALUE);

            assertEnds(world, world.drive(state), Outcome.LIVE, "");
            assertThat(world.running()).contains(sha256);
        }
    }

    @Test
    void a_connection_that_is_always_cut_ends_with_the_old_one_untouched() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            String old = world.runs("old", "the old one");
            world.image("new", "the new one");
            world.server.cutAfter(0);

            assertEnds(
                    world, world.deploy("new"), Outcome.FAILED, "was not made within 60.0 s; the unikernel on robur");
            assertThat(world.running()).contains(old);
        }
    }

    @Test
    void a_server_that_is_started_anew_in_the_midst_is_forgiven() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            world.runs("old", "the old one");
            String sha256 = world.image("new", "the new one");
            RollOut state = world.until(world.begin("new"), "watching it");
            world.server.down(true);
            state = world.step(world.step(state));
            world.server.daemon().restart();
            world.server.down(false);

            assertEnds(world, world.drive(state), Outcome.LIVE, "");
            assertThat(world.log).anyMatch(line -> line.startsWith("robur answers again after"));
            assertThat(world.running()).contains(sha256);
        }
    }

    @Test
    void what_the_old_one_wrote_while_the_image_travelled_is_not_told() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            world.runs("old", "the old one");
            world.server.daemon().write(":www", "before");
            world.image("new", "the new one");
            world.server.daemon().beforeTheChange(() -> {
                world.server.daemon().write(":www", "meanwhile");
                world.clock.advance(Duration.ofSeconds(1));
            });

            assertEnds(world, world.deploy("new"), Outcome.LIVE, "");
            assertThat(world.log).doesNotContain("  | before", "  | meanwhile");
        }
    }

    @Test
    void where_nothing_ran_a_bad_one_is_removed() throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            world.image("new", "exits at once");

            assertEnds(world, world.deploy("new"), Outcome.FAILED, "; nothing ran before, so it was removed");
            assertThat(world.running()).isEmpty();
            world.image("good", "a good one");
            assertEnds(world, world.deploy("good"), Outcome.LIVE, "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "misfit, NOT_STARTED, does not match with the manifest",
        "no space, REJECTED, albatross-console may not run"
    })
    void one_that_is_refused_after_the_old_one_was_ended_is_put_back(String words, Fault fault, String reason)
            throws Exception {
        try (AlbatrossWorld world = world(Release.V2_7)) {
            String old = world.runs("old", "the old one");
            world.image("new", words);

            RollOut end = world.deploy("new");

            assertEnds(world, end, Outcome.ROLLED_BACK, reason);
            assertThat(end.failure().orElseThrow().fault()).isEqualTo(fault);
            assertThat(end.ending().orElseThrow().ownFault()).isEqualTo(fault.isOwn());
            assertThat(world.running()).contains(old);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"the new one", "exits at once"})
    void wherever_it_is_killed_the_right_one_runs_in_the_end(String words) throws Exception {
        for (Moment moment : Moment.values()) {
            try (AlbatrossWorld world = AlbatrossWorld.on(
                    Release.V2_7, authority, java.nio.file.Files.createTempDirectory(directory, "k"))) {
                String old = world.runs("old", "the old one");
                String sha256 = world.image("new", words);
                boolean[] killed = {false};
                world.wrapping = host -> killed[0] ? host : new KilledHost(host, moment, killed);
                RollOut state = world.begin("new");
                while (!state.isEnded()) {
                    try {
                        state = world.step(state);
                    } catch (KilledHost.Killed e) {
                        state = state.resumed(world.clock.instant());
                    }
                }

                boolean good = words.equals("the new one");
                assertEnds(world, state, good ? Outcome.LIVE : Outcome.ROLLED_BACK, "");
                assertThat(world.running()).as(moment.name()).contains(good ? sha256 : old);
                assertThat(killed[0]).as(moment.name()).isEqualTo(!good || !moment.onTheWayBack);
                assertThat(world.kept()).as(moment.name()).isEmpty();
            }
        }
    }

    private enum Moment {
        BEFORE_PREPARE(false),
        AFTER_PREPARE(false),
        BEFORE_CHANGE(false),
        AFTER_CHANGE(false),
        BEFORE_PUT_BACK(true),
        AFTER_PUT_BACK(true),
        BEFORE_FORGET(false),
        AFTER_FORGET(false);

        private final boolean onTheWayBack;

        Moment(boolean onTheWayBack) {
            this.onTheWayBack = onTheWayBack;
        }
    }

    /** Ends the process at a moment, once. */
    private record KilledHost(UnikernelHost host, Moment moment, boolean[] killed) implements UnikernelHost {
        private static final class Killed extends Error {
            private static final long serialVersionUID = 1L;
        }

        private void reach(Moment here) {
            if (here == moment) {
                killed[0] = true;
                throw new Killed();
            }
        }

        @Override
        public Optional<UnikernelOnHost> look(String name) throws UnikernelHostException, InterruptedException {
            return host.look(name);
        }

        @Override
        public List<String> misfits(
                String name, WantedUnikernel wanted, Unikernel unikernel, Optional<UnikernelOnHost> now)
                throws UnikernelHostException, InterruptedException {
            return host.misfits(name, wanted, unikernel, now);
        }

        @Override
        public JsonNode prepare(
                String id, String name, WantedUnikernel wanted, UnikernelFile file, Optional<UnikernelOnHost> now)
                throws UnikernelHostException, InterruptedException {
            reach(Moment.BEFORE_PREPARE);
            JsonNode prepared = host.prepare(id, name, wanted, file, now);
            reach(Moment.AFTER_PREPARE);
            return prepared;
        }

        @Override
        public void change(String id, String name, WantedUnikernel wanted, UnikernelFile file, JsonNode prepared)
                throws UnikernelHostException, InterruptedException {
            reach(Moment.BEFORE_CHANGE);
            host.change(id, name, wanted, file, prepared);
            reach(Moment.AFTER_CHANGE);
        }

        @Override
        public void putBack(String id, String name, JsonNode prepared)
                throws UnikernelHostException, InterruptedException {
            reach(Moment.BEFORE_PUT_BACK);
            host.putBack(id, name, prepared);
            reach(Moment.AFTER_PUT_BACK);
        }

        @Override
        public List<String> console(String name, Instant since, int most)
                throws UnikernelHostException, InterruptedException {
            return host.console(name, since, most);
        }

        @Override
        public void forget(String id, String name, JsonNode prepared)
                throws UnikernelHostException, InterruptedException {
            reach(Moment.BEFORE_FORGET);
            host.forget(id, name, prepared);
            reach(Moment.AFTER_FORGET);
        }
    }

    @Test
    void all_unikernels_of_a_server_are_found_with_one_question() throws Exception {
        try (AlbatrossWorld world = new AlbatrossWorld(Release.V2_7, authority, directory, "mirage")) {
            policy(world, "mirage:", new Policy(List.of(0, 1), 2, 48, OptionalLong.empty(), List.of("br0")));
            String www = world.runs("old", "the old one");
            AlbatrossHost host = world.host();
            host.look("www");
            int before = world.server.asked().size();

            Map<String, UnikernelOnHost> found = host.look(List.of("www", "blog"));

            assertThat(found).containsOnlyKeys("www");
            assertThat(found.get("www")).isEqualTo(host.look("www").orElseThrow());
            assertThat(found.get("www").sha256()).isEqualTo(www);
            assertThat(world.server.asked()).as("one more for each look").hasSize(before + 2);
        }
    }

    @Test
    void a_login_that_does_not_fit_the_host_is_named() throws Exception {
        Host.Albatross host = new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", "mirage");
        assertThatThrownBy(() -> AlbatrossHost.of(host, HostReach.directly(new HostLogin.Nothing("robur")), directory))
                .isInstanceOf(UnikernelHostException.class)
                .hasMessageContaining("is reached with a certificate that may sign commands");
        String policy = HexFormat.of()
                .formatHex(Request.addPolicy(new Policy(List.of(0), 1, 32, OptionalLong.empty(), List.of()))
                        .extension(Optional.empty()));
        HostReach delegated = HostReach.directly(authority.delegated("user", policy));
        assertThatThrownBy(() -> AlbatrossHost.of(host, delegated, directory))
                .isInstanceOf(UnikernelHostException.class)
                .hasMessageContaining("is for the path user, and the rules have the domain mirage");
        AlbatrossHost.of(
                new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", "user:web"),
                delegated,
                directory);
        AlbatrossHost.of(
                new Host.Albatross("robur", Optional.empty(), "unix:///run/albatross", ""),
                HostReach.directly(new HostLogin.Nothing("robur")),
                directory);
    }

    private static Path image(AlbatrossWorld world, String name, String words) throws Exception {
        world.image(name, words);
        return world.imageFile(name);
    }

    private static byte[] policy(Policy policy) throws Exception {
        return Tlv.parse(Der.encoded(PolicyDer.encoded(policy))).encoded();
    }

    private static void policy(AlbatrossWorld world, String path, Policy policy) throws Exception {
        world.server.daemon().addPolicy(path, policy(policy));
    }

    private static void assertEnds(AlbatrossWorld world, RollOut end, Outcome outcome, String reason) {
        assertThat(end.ending().orElseThrow().outcome())
                .as(String.join("\n", world.log))
                .isEqualTo(outcome);
        assertThat(end.ending().orElseThrow().reason()).contains(reason);
    }
}

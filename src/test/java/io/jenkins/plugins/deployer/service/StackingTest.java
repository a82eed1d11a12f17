package io.jenkins.plugins.deployer.service;

import static io.jenkins.plugins.deployer.service.SimulatedWorld.NEW;
import static io.jenkins.plugins.deployer.service.SimulatedWorld.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step is taken by a new process, which knows what the one before it saved. */
class StackingTest {
    private final SimulatedWorld world = new SimulatedWorld(2);
    private final SimulatedClient client = new SimulatedClient(world.swarm);

    /** The client's process is killed, and the deployer with it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void makeStack() {
        world.client = client;
        world.swarm.spec().put("Name", "shop_web");
    }

    private RollOut begun() throws ServiceException {
        ComposeFile file = ComposeFile.of("stack.yaml", "services: {web: {image: $IMAGE}, cache: {image: redis}}");
        ServiceRequest wanted = world.request();
        ServiceRequest stack = ServiceRequest.of(wanted.host(), "shop", wanted.image(), wanted.asked())
                .withOrigin(wanted.origin().orElseThrow());
        return RollOut.begin(stack, Project.of(Project.Kind.STACK, file));
    }

    private static Ending ending(RollOut end) {
        return end.ending().orElseThrow();
    }

    @Test
    void its_members_are_changed_by_one_run_of_the_client_and_followed() throws Exception {
        RollOut end = world.drive(begun());

        assertThat(ending(end).outcome()).isEqualTo(Outcome.LIVE);
        assertThat(end.found().orElseThrow().previous().digest()).contains(OLD);
        assertThat(client.runs()).hasSize(1);
        assertThat(client.runs().get(0).arguments())
                .startsWith("stack", "deploy")
                .endsWith("shop");
        assertThat(world.swarm.updatesTo(NEW)).isEqualTo(1);
        assertThat(world.log).contains("  | Updating service shop_web");
    }

    @Test
    void what_runs_already_takes_no_client() throws Exception {
        world.drive(begun());
        RollOut end = world.drive(begun());

        assertThat(ending(end).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(client.runs()).hasSize(1);
    }

    @Test
    void a_bad_version_is_put_back() throws Exception {
        world.behaves(NEW, Behaviour.Kind.CRASHES);

        RollOut end = world.drive(begun());

        assertThat(ending(end).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(ending(end).ownFault()).isTrue();
        assertThat(world.swarm.image()).endsWith(OLD);
    }

    @Test
    void a_commit_that_is_not_the_head_any_longer_takes_no_client() throws Exception {
        world.head = Optional.of("another commit");

        assertThat(ending(world.drive(begun())).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(client.runs()).isEmpty();
    }

    @Test
    void what_the_client_refuses_changes_nothing_and_is_said() throws Exception {
        client.failWith("Additional property colour is not allowed");

        RollOut end = world.drive(begun());

        assertThat(ending(end).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ending(end).reason()).contains("cannot deploy the stack shop@", "colour");
        assertThat(world.swarm.updates()).isEmpty();
    }

    @Test
    void what_may_pass_is_tried_again() throws Exception {
        client.failWith("error during connect: EOF", "dial unix: connection refused");

        assertThat(ending(world.drive(begun())).outcome()).isEqualTo(Outcome.LIVE);
        assertThat(client.runs()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void a_process_that_was_killed_while_the_client_ran_is_gone_on_with(String when) throws Exception {
        RollOut saved = killedIn(when);

        RollOut end = world.drive(saved);

        assertThat(ending(end).outcome()).isEqualTo(Outcome.LIVE);
        assertThat(world.swarm.image()).endsWith(NEW);
        assertThat(client.runs()).hasSize(2);
    }

    @Test
    void what_failed_while_nobody_looked_is_not_rolled_out_again() throws Exception {
        world.behaves(NEW, Behaviour.Kind.CRASHES);
        RollOut saved = killedIn("after");
        world.pass(Duration.ofSeconds(60));

        RollOut end = world.drive(saved);

        assertThat(ending(end).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(client.runs()).hasSize(1);
    }

    private RollOut killedIn(String when) throws ServiceException {
        client.onChange(now -> {
            if (now.equals(when)) {
                throw new Killed();
            }
        });
        RollOut state = begun();
        while (client.runs().isEmpty()) {
            try {
                state = world.step(state);
            } catch (Killed e) {
                assertThat(client.runs()).isNotEmpty();
            }
        }
        client.onChange(now -> {});
        return state;
    }
}

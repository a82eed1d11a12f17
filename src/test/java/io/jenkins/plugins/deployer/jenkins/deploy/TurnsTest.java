package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.deployer.jenkins.deploy.Turns.Joined;
import io.jenkins.plugins.deployer.jenkins.deploy.Turns.Superseded;
import io.jenkins.plugins.deployer.jenkins.deploy.Turns.Ticket;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TurnsTest {
    private static final String WEB = "web@toxis";
    private static final String API = "api@toxis";

    /** What is on the disk. */
    private final Map<String, Ticket> saved = new ConcurrentHashMap<>();

    private Turns turns = new Turns(List.of());

    @Test
    void the_first_has_its_turn_at_once_and_the_others_wait_in_their_order() throws IOException {
        assertThat(join("a").hasTurn()).isTrue();
        assertThat(join("b")).isEqualTo(new Joined(false, 1, Optional.empty(), List.of()));
        assertThat(join("c").ahead()).isEqualTo(2);

        assertThat(turns.holder(WEB)).contains("a");
        assertThat(turns.ahead("c")).isEqualTo(2);
        assertThat(leave("a")).contains("b");
        assertThat(turns.ahead("c")).isEqualTo(1);
        assertThat(leave("b")).contains("c");
        assertThat(leave("c")).isEmpty();
        assertThat(turns.holder(WEB)).isEmpty();
        assertThat(join("d").hasTurn()).isTrue();
    }

    @Test
    void services_do_not_wait_for_each_other() throws IOException {
        assertThat(join("a").hasTurn()).isTrue();
        assertThat(join("b", API, Optional.empty()).hasTurn()).isTrue();
        assertThat(turns.hasTurn("a")).isTrue();
        assertThat(turns.hasTurn("b")).isTrue();
    }

    @Test
    void who_leaves_while_waiting_passes_nothing_on() throws IOException {
        join("a");
        join("b");
        join("c");

        assertThat(leave("b")).isEmpty();
        assertThat(leave("b")).isEmpty();
        assertThat(leave("unknown")).isEmpty();
        assertThat(leave("a")).contains("c");
    }

    @Test
    void a_newer_revision_sends_away_the_older_ones_of_its_branch_that_wait() throws IOException {
        join("under way", "live", 1);
        join("older", "live", 2);
        join("other branch", "staging", 1);
        join("somebody else's image");
        join("older too", "live", 3);

        Joined newer = join("newer", "live", 4);

        assertThat(newer.superseded())
                .extracting(Superseded::id, one -> one.by().number())
                .containsExactly(tuple("older too", 4));
        assertThat(newer.ahead()).isEqualTo(3);
        assertThat(order()).containsExactly("under way", "other branch", "somebody else's image", "newer");
    }

    @Test
    void an_older_revision_that_comes_late_does_not_join() throws IOException {
        join("newer", "live", 5);
        Joined late = join("late", "live", 4);

        assertThat(late.hasTurn()).isFalse();
        assertThat(late.by().orElseThrow().number()).isEqualTo(5);
        assertThat(saved).doesNotContainKey("late");
        assertThat(leave("newer")).isEmpty();
    }

    @Test
    void a_build_of_an_old_commit_does_not_send_away_a_newer_one() throws IOException {
        join("under way", "live", 1);
        join("head", "live", 2);
        join("rebuilt", lane("live", 3, "old", false));

        assertThat(order()).containsExactly("under way", "head", "rebuilt");
        assertThat(join("next", "live", 4).superseded())
                .extracting(Superseded::id)
                .containsExactly("head", "rebuilt");
    }

    @Test
    void two_builds_of_one_commit_both_get_their_turn() throws IOException {
        join("under way", "live", 1);
        join("first", lane("live", 2, "same", true));
        join("second", lane("live", 3, "same", true));

        assertThat(order()).containsExactly("under way", "first", "second");
    }

    @Test
    void branches_of_one_name_in_two_jobs_are_not_compared() throws IOException {
        join("under way", "live", 1);
        join("here", "live", 2);
        Lane there = new Lane(new RepositoryName("acme", "web"), "live", "other/live", 90, "c", true);

        assertThat(join("there", Optional.of(there)).superseded()).isEmpty();
    }

    @Test
    void a_place_that_cannot_be_saved_does_not_count() throws IOException {
        join("a");
        assertThatThrownBy(() -> turns.join("b", WEB, Optional.empty(), place -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOf(IOException.class);
        join("c");

        assertThat(order()).containsExactly("a", "c");
        assertThat(new Turns(saved.values()).ahead("c")).isEqualTo(1);
    }

    @Test
    void an_old_revision_stays_sent_away_though_nobody_noted_it_before_the_end() throws IOException {
        join("a");
        join("old", "live", 2);
        join("new", "live", 3);

        restart();

        assertThat(turns.supersededBefore()).extracting(Superseded::id).containsExactly("old");
        assertThat(order()).containsExactly("a", "new");
    }

    @Test
    void the_holder_keeps_its_turn_though_an_older_place_is_still_on_the_disk() throws IOException {
        join("a");
        join("old", "live", 2);
        join("new", "live", 3);
        leave("a");
        begin("new");

        restart();

        assertThat(turns.holder(WEB)).contains("new");
        assertThat(order()).containsExactly("new");
    }

    @Test
    void places_go_on_after_those_that_were_saved() throws IOException {
        join("a");
        join("b");
        restart();
        join("c");
        leave("a");
        restart();
        join("d");

        assertThat(order()).containsExactly("b", "c", "d");
    }

    @Test
    void a_thousand_wait_in_one_line() throws IOException {
        for (int i = 0; i < 1000; i++) {
            join("ticket-" + i, lane("branch-" + i, i, "c" + i, true));
        }
        restart();

        for (int i = 0; i < 999; i++) {
            assertThat(turns.ahead("ticket-999")).isEqualTo(999 - i);
            assertThat(leave("ticket-" + i)).contains("ticket-" + (i + 1));
        }
    }

    @Test
    void of_many_threads_one_at_a_time_has_the_turn() {
        int threads = 8;
        int each = 200;
        Set<String> inside = Collections.synchronizedSet(new HashSet<>());
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Deque<String> granted = new ConcurrentLinkedDeque<>();
        List<CompletableFuture<Void>> all = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        String id = thread + "-" + i;
                        try {
                            if (join(id).hasTurn()) {
                                granted.add(id);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        for (String next = granted.poll(); next != null; next = granted.poll()) {
                            inside.add(next);
                            assertThat(inside).hasSize(1);
                            assertThat(turns.holder(WEB)).contains(next);
                            inside.remove(next);
                            done.add(next);
                            leave(next).ifPresent(granted::add);
                        }
                    }
                }))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(done).doesNotHaveDuplicates().hasSize(threads * each);
        assertThat(turns.holder(WEB)).isEmpty();
    }

    /** Whatever happens in whatever order, a process that starts at any moment finds the same order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void a_restart_at_any_moment_changes_no_order(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        Map<String, Lane> lanes = new LinkedHashMap<>();
        Deque<String> unnoted = new ArrayDeque<>();
        for (int i = 0; i < 400; i++) {
            int what = random.nextInt(10);
            if (what < 5) {
                String id = "t" + i;
                Lane lane = lane(
                        "b" + random.nextInt(3), random.nextInt(30), "c" + random.nextInt(30), random.nextBoolean());
                Joined joined = join(id, Optional.of(lane));
                lanes.put(id, lane);
                assertThat(joined.by().isPresent())
                        .isEqualTo(expected.stream().map(lanes::get).anyMatch(other -> other.supersedes(lane)));
                if (joined.by().isEmpty()) {
                    List<String> away = expected.stream()
                            .skip(1)
                            .filter(other -> lane.supersedes(lanes.get(other)))
                            .toList();
                    assertThat(joined.superseded()).extracting(Superseded::id).containsExactlyElementsOf(away);
                    expected.removeAll(away);
                    expected.add(id);
                    unnoted.addAll(away);
                }
            } else if (what < 7 && !expected.isEmpty()) {
                // Who leaves is forgotten on the disk first, and those that gave way to it before that.
                unnoted.forEach(saved::remove);
                unnoted.clear();
                String id = expected.remove(random.nextInt(expected.size()) * random.nextInt(2));
                boolean wasHolder = turns.holder(WEB).equals(Optional.of(id));
                saved.remove(id);
                assertThat(turns.leave(id))
                        .isEqualTo(expected.stream().findFirst().filter(next -> wasHolder));
            } else if (what == 7 && !expected.isEmpty()) {
                begin(expected.get(0));
            } else if (what == 8 && !unnoted.isEmpty()) {
                saved.remove(unnoted.poll());
            } else if (what == 9) {
                List<String> stay = afterRestart(expected, lanes);
                expected.stream().filter(id -> !stay.contains(id)).forEach(unnoted::add);
                expected.retainAll(stay);
                restart();
                assertThat(turns.supersededBefore())
                        .extracting(Superseded::id)
                        .containsExactlyInAnyOrderElementsOf(unnoted);
            }
            assertThat(order()).as("after step %s", i).containsExactlyElementsOf(expected);
            assertThat(order(new Turns(saved.values()), saved.keySet()))
                    .as("after a restart at step %s", i)
                    .containsExactlyElementsOf(afterRestart(expected, lanes));
        }
    }

    /** Whose turn had come, but not so far that it was saved, may still give way. */
    private List<String> afterRestart(List<String> order, Map<String, Lane> lanes) {
        boolean givesWay = !order.isEmpty()
                && !saved.get(order.get(0)).hasBegun()
                && order.stream().map(lanes::get).anyMatch(other -> other.supersedes(lanes.get(order.get(0))));
        return List.copyOf(givesWay ? order.subList(1, order.size()) : order);
    }

    private static Lane lane(String branch, int number, String commit, boolean isHead) {
        return new Lane(new RepositoryName("acme", "web"), branch, "acme/web/" + branch, number, commit, isHead);
    }

    private Joined join(String id) throws IOException {
        return join(id, Optional.empty());
    }

    private Joined join(String id, String branch, int number) throws IOException {
        return join(id, lane(branch, number, "commit" + number, true));
    }

    private Joined join(String id, Lane lane) throws IOException {
        return join(id, Optional.of(lane));
    }

    private Joined join(String id, Optional<Lane> lane) throws IOException {
        return join(id, WEB, lane);
    }

    private Joined join(String id, String service, Optional<Lane> lane) throws IOException {
        return turns.join(id, service, lane, place -> saved.put(id, new Ticket(id, service, lane, place, false)));
    }

    private Optional<String> leave(String id) {
        saved.remove(id);
        return turns.leave(id);
    }

    /** The holder's first step is saved. */
    private void begin(String id) {
        assertThat(turns.holder(WEB)).contains(id);
        Ticket ticket = saved.get(id);
        saved.put(id, new Ticket(id, ticket.service(), ticket.lane(), ticket.place(), true));
    }

    private void restart() {
        turns = new Turns(saved.values());
    }

    private List<String> order() {
        return order(turns, saved.keySet());
    }

    /** Of those in the line of {@link #WEB}, the one whose turn it is first. */
    private static List<String> order(Turns turns, Set<String> ids) {
        List<String> order = new ArrayList<>(turns.holder(WEB).stream().toList());
        ids.stream()
                .filter(id -> turns.ahead(id) > 0)
                .sorted(Comparator.comparing(turns::ahead))
                .forEach(order::add);
        return order;
    }
}

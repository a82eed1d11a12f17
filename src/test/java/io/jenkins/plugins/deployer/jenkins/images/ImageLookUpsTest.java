package io.jenkins.plugins.deployer.jenkins.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a clock that is played, with registries that are played. */
class ImageLookUpsTest {
    private static final String ONE = Deployments.digest('1');
    private static final String TWO = Deployments.digest('2');
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONG = Duration.ofDays(1).plusSeconds(1);
    private static final ServiceOnHost WEB = Deployments.service("web");

    @TempDir
    private Path directory;

    private final Map<String, String> tags = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<ServiceOnHost, String> running = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Deque<Runnable> pool = new ArrayDeque<>();
    private Instant now = Deployments.NOON;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        /** A little later each time, as of a real one. */
        @Override
        public Instant instant() {
            now = now.plusNanos(1);
            return now;
        }
    };

    @Test
    void an_image_is_looked_up_at_once_and_then_on_its_period() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        running.put(WEB, ONE);
        ImageLookUps lookUps = open();

        after(lookUps, images, Duration.ZERO);
        after(lookUps, images, Duration.ofHours(12));
        assertThat(asked).hasSize(1);

        after(lookUps, images, Duration.ofHours(12));
        assertThat(asked).hasSize(2);
        assertThat(lookUps.isSomethingToDeploy(images)).isFalse();
    }

    @Test
    void a_restart_neither_forgets_nor_hurries() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        running.put(WEB, ONE);
        after(open(), images, Duration.ZERO);

        ImageLookUps next = open();
        after(next, images, Duration.ofHours(1));
        assertThat(asked).hasSize(1);
        after(next, images, LONG);
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_tag_that_moved_is_deployed_once() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        running.put(WEB, ONE);
        ImageLookUps lookUps = open();
        after(lookUps, images, Duration.ZERO);
        tags.put("web:live", TWO);
        after(lookUps, images, LONG);
        assertThat(lookUps.isSomethingToDeploy(images)).isTrue();

        ImageLookUps.Chosen chosen = lookUps.choose(images);

        assertThat(chosen.services()).isEqualTo(Map.of(WEB, ImageName.parse("web:live@" + TWO)));
        assertThat(lookUps.isSomethingToDeploy(images))
                .as("the run is under way")
                .isFalse();
        assertThat(open().isSomethingToDeploy(images))
                .as("and is so after a restart")
                .isFalse();
        running.put(WEB, TWO);
        after(lookUps, images, Duration.ofHours(1));
        assertThat(asked).hasSize(2);
        assertThat(lookUps.choose(images).images()).isEmpty();
    }

    @Test
    void what_did_not_come_to_run_is_tried_again_sooner_than_the_period() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        ImageLookUps lookUps = open();
        after(lookUps, images, Duration.ZERO);
        lookUps.choose(images);

        after(lookUps, images, Duration.ofMinutes(4));
        assertThat(lookUps.isSomethingToDeploy(images)).isFalse();
        after(lookUps, images, Duration.ofMinutes(1));
        assertThat(lookUps.isSomethingToDeploy(images)).isTrue();
        lookUps.choose(images);
        after(lookUps, images, Duration.ofMinutes(9));
        assertThat(lookUps.isSomethingToDeploy(images))
                .as("and then less often")
                .isFalse();
    }

    @Test
    void killed_before_the_run_began_the_next_controller_begins_it() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        after(open(), images, Duration.ZERO);

        assertThat(open().isSomethingToDeploy(images)).isTrue();
    }

    @Test
    void a_registry_that_does_not_answer_holds_up_no_other_and_is_told_of_once() throws IOException {
        List<FollowedImage> images = List.of(
                Follows.image("one.example.org/a:live", DAY, "a"),
                Follows.image("one.example.org/b:live", DAY, "b"),
                Follows.image("two.example.org/c:live", DAY, "c"));
        tags.put("two.example.org/c:live", ONE);
        ImageLookUps lookUps = open();

        lookUps.lookUpDue(images);
        lookUps.lookUpDue(images);

        assertThat(pool).as("one thread for each registry").hasSize(2);
        pool.removeLast().run();
        assertThat(asked).containsExactly("two.example.org/c:live");
        assertThat(lookUps.isSomethingToDeploy(images)).isTrue();
        runAll();
        assertThat(asked).hasSize(3);
        assertThat(problems)
                .containsExactly(
                        "the image one.example.org/a:live could not be looked up: no answer; it will be tried again",
                        "the image one.example.org/b:live could not be looked up: no answer; it will be tried again");
        after(lookUps, images, Duration.ofMinutes(11));
        assertThat(asked).hasSizeGreaterThan(3);
        assertThat(problems).hasSize(2);
        assertThat(lookUps.choose(images).troubles())
                .containsExactly(
                        "one.example.org/a:live could not be looked up: no answer",
                        "one.example.org/b:live could not be looked up: no answer");
    }

    @Test
    void what_the_rules_do_not_name_any_longer_is_forgotten() throws IOException {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        ImageLookUps lookUps = open();
        after(lookUps, images, Duration.ZERO);

        lookUps.lookUpDue(List.of());

        assertThat(open().looked(images.get(0).image())).isEmpty();
        assertThat(lookUps.choose(List.of()).lines()).isEmpty();
    }

    @Test
    void a_service_that_is_added_to_an_image_is_deployed_soon() throws IOException {
        tags.put("web:live", ONE);
        running.put(WEB, ONE);
        ImageLookUps lookUps = open();
        after(lookUps, List.of(Follows.image("web:live", DAY, "web")), Duration.ZERO);
        lookUps.choose(List.of(Follows.image("web:live", DAY, "web")));

        List<FollowedImage> more = List.of(Follows.image("web:live", DAY, "web", "other"));
        after(lookUps, more, Duration.ofMinutes(6));

        assertThat(lookUps.choose(more).services()).containsOnlyKeys(Deployments.service("other"));
    }

    @Test
    void one_run_has_a_bounded_number_of_steps_and_the_rest_has_another() throws IOException {
        List<FollowedImage> images = new ArrayList<>();
        for (int i = 0; i < ImageLookUps.MOST_SERVICES + 1; i++) {
            images.add(Follows.image("image" + i + ":live", DAY, "service" + i));
            tags.put("image" + i + ":live", ONE);
        }
        ImageLookUps lookUps = open();
        after(lookUps, images, Duration.ZERO);

        ImageLookUps.Chosen first = lookUps.choose(images);
        assertThat(first.services()).hasSize(ImageLookUps.MOST_SERVICES);
        first.services().keySet().forEach(service -> running.put(service, ONE));
        assertThat(lookUps.isSomethingToDeploy(images)).isTrue();
        assertThat(lookUps.choose(images).services()).hasSize(1);
    }

    @Test
    void by_hand_all_are_looked_up_whether_or_not_they_are_due() throws Exception {
        List<FollowedImage> images = List.of(Follows.image("web:live", DAY, "web"));
        tags.put("web:live", ONE);
        ImageLookUps lookUps = open(Runnable::run);
        lookUps.lookUpDue(images);

        lookUps.lookUpAll(images, Duration.ofSeconds(10));

        assertThat(asked).hasSize(2);
    }

    @Test
    void a_damaged_file_costs_a_look() throws IOException {
        Files.writeString(file(), "{ \"images\": ");

        assertThat(open().looked(ImageName.parse("web:live"))).isEmpty();
    }

    private Path file() {
        return directory.resolve("images.json");
    }

    private ImageLookUps open() throws IOException {
        return open(pool::add);
    }

    private ImageLookUps open(java.util.concurrent.Executor executor) throws IOException {
        return new ImageLookUps(new LookedFile(file()), clock, this::digest, executor, this::standing, problems::add);
    }

    private String digest(ImageName image) throws IOException {
        asked.add(image.toString());
        String digest = tags.get(image.toString());
        if (digest == null) {
            throw new IOException("no answer");
        }
        return digest;
    }

    private Standing standing(Looked looked, ServiceOnHost service) {
        boolean runs = looked.digest().equals(Optional.ofNullable(running.get(service)));
        return new Standing(runs ? Standing.Kind.CURRENT : Standing.Kind.WANTED, "");
    }

    private void after(ImageLookUps lookUps, List<FollowedImage> images, Duration time) {
        now = now.plus(time);
        lookUps.lookUpDue(images);
        runAll();
    }

    private void runAll() {
        while (!pool.isEmpty()) {
            pool.removeFirst().run();
        }
    }
}

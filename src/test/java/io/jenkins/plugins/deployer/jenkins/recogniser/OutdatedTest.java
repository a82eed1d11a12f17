package io.jenkins.plugins.deployer.jenkins.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutdatedTest {
    private final Outdated outdated = new Outdated();

    private static Outdated.Place place(Set<String> named, Set<String> built) {
        return new Outdated.Place("org/web", named, built, false);
    }

    private void assertLooksAgain(Outdated.Place place) {
        assertThat(outdated.among(List.of(place))).containsExactly("org/web");
    }

    private void assertStays(Outdated.Place place) {
        assertThat(outdated.among(List.of(place))).isEmpty();
    }

    @Test
    void what_is_built_as_the_rules_name_it_stays() {
        assertStays(place(Set.of("acme/web"), Set.of("acme/web")));
        assertStays(place(Set.of(), Set.of()));
    }

    @Test
    void a_repository_that_is_named_or_is_not_named_any_longer_is_looked_for() {
        assertLooksAgain(place(Set.of("acme/web"), Set.of()));
        assertStays(place(Set.of("acme/web"), Set.of("acme/web")));
        assertLooksAgain(place(Set.of(), Set.of("acme/web")));
    }

    @Test
    void only_the_places_are_named_that_differ() {
        var other = new Outdated.Place("org/other", Set.of("acme/other"), Set.of("acme/other"), false);

        assertThat(outdated.among(List.of(other, place(Set.of("acme/web"), Set.of()))))
                .containsExactly("org/web");
    }

    @Test
    void a_repository_that_is_not_found_is_looked_for_once_for_each_change() {
        assertLooksAgain(place(Set.of("acme/web", "acme/gone"), Set.of("acme/web")));
        assertStays(place(Set.of("acme/web", "acme/gone"), Set.of("acme/web")));
        assertLooksAgain(place(Set.of("acme/web", "acme/gone", "acme/new"), Set.of("acme/web")));
    }

    @Test
    void a_look_that_failed_is_repeated() {
        assertLooksAgain(place(Set.of("acme/web"), Set.of()));
        assertLooksAgain(new Outdated.Place("org/web", Set.of("acme/web"), Set.of(), true));
    }

    @Test
    void after_rules_that_could_not_be_read_it_is_asked_for_again() {
        assertLooksAgain(place(Set.of("acme/web"), Set.of()));
        assertThat(outdated.among(List.of())).isEmpty();
        assertLooksAgain(place(Set.of("acme/web"), Set.of()));
    }
}

package io.jenkins.plugins.deployer.plan.difference;

import io.jenkins.plugins.deployer.plan.difference.Side.Deployed;
import io.jenkins.plugins.deployer.plan.difference.Side.Published;
import io.jenkins.plugins.deployer.plan.difference.Subject.What;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two rules files: finds what in one is what in the other, then what is said differently of it. For one thread. */
final class Comparison {
    private final Side before;
    private final Side after;
    private final Map<String, String> hosts;
    private final BuildPairs builds;
    private final List<Change> general = new ArrayList<>();
    private final Map<Optional<RepositoryName>, List<Change>> changes = new LinkedHashMap<>();
    /** By the host's name after. */
    private final Map<String, List<String>> stay = new HashMap<>();

    Comparison(Side before, Side after) {
        this.before = before;
        this.after = after;
        hosts = hostPairs();
        builds = new BuildPairs(before, after);
    }

    List<Change> changes() {
        after.builds.keySet().forEach(name -> changes.put(Optional.of(name), new ArrayList<>()));
        before.builds.keySet().forEach(name -> changes.putIfAbsent(Optional.of(name), new ArrayList<>()));
        changes.put(Optional.empty(), new ArrayList<>());
        compareBuilds();
        comparePublications();
        compareFollowed();
        compareDeployments();
        compareGeneral();
        compareHosts();
        List<Change> all = new ArrayList<>(general);
        changes.values().forEach(all::addAll);
        return all;
    }

    private void add(Change change) {
        changes.get(change.subject().repository()).add(change);
    }

    private void added(Subject subject, List<Detail> details) {
        add(new Change(Optional.empty(), Optional.of(subject), details, false, List.of()));
    }

    private void removed(Subject subject, List<Detail> details) {
        add(new Change(Optional.of(subject), Optional.empty(), details, false, List.of()));
    }

    private void changed(Subject was, Subject is, List<Detail> details) {
        if (!details.isEmpty()) {
            add(new Change(Optional.of(was), Optional.of(is), details, false, List.of()));
        }
    }

    /** By their names; those that are left by what they are, so that a new name alone moves nothing. */
    private Map<String, String> hostPairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        Map<Facts, String> left = new HashMap<>();
        before.rules.hosts().forEach((name, host) -> {
            if (after.rules.hosts().containsKey(name)) {
                pairs.put(name, name);
            } else {
                left.putIfAbsent(Facts.of(host), name);
            }
        });
        after.rules.hosts().forEach((name, host) -> {
            if (!before.rules.hosts().containsKey(name)) {
                Optional.ofNullable(left.remove(Facts.of(host))).ifPresent(was -> pairs.put(was, name));
            }
        });
        return pairs;
    }

    private void compareBuilds() {
        after.builds.forEach((repository, recipes) -> recipes.values().forEach(built -> {
            Optional<Built> was = builds.before(built);
            if (was.isPresent()) {
                compare(repository, was.get(), built);
            } else {
                added(build(repository, built), built.facts().added());
            }
        }));
        before.builds.forEach((repository, recipes) -> recipes.values().stream()
                .filter(built -> builds.after(built).isEmpty())
                .forEach(
                        built -> removed(build(repository, built), built.facts().removed())));
    }

    private void compare(RepositoryName repository, Built was, Built is) {
        List<Detail> details = Facts.compared(was.facts(), is.facts());
        boolean rebuilds = !was.recipe.equals(is.recipe);
        if (rebuilds || !details.isEmpty()) {
            add(new Change(
                    Optional.of(build(repository, was)),
                    Optional.of(build(repository, is)),
                    details,
                    rebuilds,
                    List.of()));
        }
    }

    private static Subject build(RepositoryName repository, Built built) {
        return new Subject(What.BUILD, Optional.of(repository), built.title(), Optional.empty());
    }

    private void comparePublications() {
        for (Map.Entry<ImageName, Published> entry : after.published.entrySet()) {
            Published is = entry.getValue();
            Published was = before.published.get(entry.getKey());
            if (was == null) {
                List<Detail> details = new ArrayList<>(is.facts().added());
                details.add(new Detail(
                        Facts.BUILD, Optional.empty(), Optional.of(is.built().title())));
                added(is.subject(), details);
            } else {
                changed(was.subject(), is.subject(), details(was, is));
            }
        }
        before.published.forEach((name, was) -> {
            if (!after.published.containsKey(name)) {
                List<Detail> details = new ArrayList<>(was.facts().removed());
                details.add(new Detail(Facts.BUILD, Optional.of(was.built().title()), Optional.empty()));
                removed(was.subject(), details);
            }
        });
    }

    private List<Detail> details(Published was, Published is) {
        List<Detail> details = new ArrayList<>(Facts.compared(was.facts(), is.facts()));
        if (was.subject().repository().equals(is.subject().repository())) {
            boolean sameBuild = builds.after(was.built()).equals(Optional.of(is.built()));
            if (!sameBuild) {
                details.add(new Detail(
                        Facts.BUILD,
                        Optional.of(was.built().title()),
                        Optional.of(is.built().title())));
            } else if (was.built().architectures.equals(is.built().architectures)
                    && !was.architectures().equals(is.architectures())) {
                details.add(new Detail(
                        Facts.ARCHITECTURES,
                        Optional.of(Texts.architectures(was.architectures())),
                        Optional.of(Texts.architectures(is.architectures()))));
            }
        }
        return details;
    }

    private record Place(String host, String name) {}

    private record Source(Optional<RepositoryName> repository, String name) {}

    /** What is deployed to one place is one thing, whatever it is; else what has the same name in the same repository. */
    private void compareDeployments() {
        Map<Place, Deployed> places = new LinkedHashMap<>();
        for (Deployed was : before.deployed) {
            String host = hosts.get(was.host());
            // A host that is gone has no name that one of the second file could have.
            places.putIfAbsent(
                    new Place(
                            host == null ? "\n" + was.host() : host,
                            was.subject().name()),
                    was);
        }
        List<Deployed> moved = new ArrayList<>();
        for (Deployed is : after.deployed) {
            Deployed was = places.remove(new Place(is.host(), is.subject().name()));
            if (was == null) {
                moved.add(is);
            } else {
                stay.computeIfAbsent(is.host(), name -> new ArrayList<>())
                        .add(is.subject().name());
                changed(was.subject(), is.subject(), details(was, is));
            }
        }
        Map<Source, List<Deployed>> left = new LinkedHashMap<>();
        places.values().forEach(was -> left.computeIfAbsent(
                        new Source(was.subject().repository(), was.subject().name()), source -> new ArrayList<>())
                .add(was));
        for (Deployed is : moved) {
            List<Deployed> candidates = left.getOrDefault(
                    new Source(is.subject().repository(), is.subject().name()), List.of());
            if (candidates.isEmpty()) {
                added(is.subject(), is.facts().added());
            } else {
                Deployed was = candidates.remove(0);
                List<Detail> details = new ArrayList<>();
                details.add(new Detail(
                        Facts.HOST, was.subject().host(), is.subject().host()));
                details.addAll(details(was, is));
                changed(was.subject(), is.subject(), details);
            }
        }
        left.values()
                .forEach(gone ->
                        gone.forEach(was -> removed(was.subject(), was.facts().removed())));
    }

    private List<Detail> details(Deployed was, Deployed is) {
        List<Detail> details = new ArrayList<>();
        if (was.subject().what() != is.subject().what()) {
            details.add(new Detail(
                    "kind",
                    Optional.of(was.subject().what().label()),
                    Optional.of(is.subject().what().label())));
        }
        details.addAll(Facts.compared(was.facts(), is.facts()));
        boolean otherBuild = was.subject().repository().equals(is.subject().repository())
                && was.built().isPresent()
                && is.built().isPresent()
                && !builds.after(was.built().get()).equals(is.built());
        if (otherBuild) {
            details.add(new Detail(
                    Facts.BUILD, was.built().map(Built::title), is.built().map(Built::title)));
        }
        return details;
    }

    private void compareFollowed() {
        after.followed.forEach((name, image) -> {
            FollowedImage was = before.followed.get(name);
            if (was == null) {
                added(followed(image), facts(image).added());
            } else {
                changed(followed(was), followed(image), Facts.compared(facts(was), facts(image)));
            }
        });
        before.followed.forEach((name, image) -> {
            if (!after.followed.containsKey(name)) {
                removed(followed(image), facts(image).removed());
            }
        });
    }

    private static Subject followed(FollowedImage image) {
        return Subject.of(What.IMAGE, image.image().toString());
    }

    private static Facts facts(FollowedImage image) {
        return new Facts().put("every", Texts.time(image.every()));
    }

    /** What nothing on either side makes use of changes nothing. */
    private void compareGeneral() {
        if (before.builds.isEmpty() || after.builds.isEmpty()) {
            return;
        }
        general(What.FORGE, "forge", Optional.of(before.rules.forge()), Optional.of(after.rules.forge()));
        general(
                What.STAGING,
                "staging",
                before.rules.defaults().staging(),
                after.rules.defaults().staging());
        for (Architecture architecture : Architecture.values()) {
            if (before.architectures.contains(architecture) && after.architectures.contains(architecture)) {
                general(
                        What.AGENTS,
                        architecture.label(),
                        Optional.of(before.rules.agent(architecture)),
                        Optional.of(after.rules.agent(architecture)));
            }
        }
    }

    private void general(What what, String name, Optional<?> was, Optional<?> is) {
        Optional<Subject> subject = Optional.of(Subject.of(what, name));
        Detail detail = new Detail(what.label(), was.map(Object::toString), is.map(Object::toString));
        if (!detail.before().equals(detail.after())) {
            general.add(new Change(subject, subject, List.of(detail), false, List.of()));
        }
    }

    /** Those that something is deployed to before and after; of the others that is said of each. */
    private void compareHosts() {
        Map<String, String> names = new HashMap<>();
        hosts.forEach((was, is) -> names.put(is, was));
        Set<String> both = new LinkedHashSet<>(after.rules.hosts().keySet());
        both.retainAll(stay.keySet());
        for (String name : both) {
            Host was = before.rules.hosts().get(names.get(name));
            Host is = after.rules.hosts().get(name);
            List<Detail> details = new ArrayList<>();
            if (!was.name().equals(name)) {
                details.add(new Detail("name", Optional.of(was.name()), Optional.of(name)));
            }
            details.addAll(Facts.compared(Facts.of(was), Facts.of(is)));
            if (!details.isEmpty()) {
                general.add(new Change(
                        Optional.of(Subject.of(What.HOST, was.name())),
                        Optional.of(Subject.of(What.HOST, name)),
                        details,
                        false,
                        stay.get(name)));
            }
        }
    }
}

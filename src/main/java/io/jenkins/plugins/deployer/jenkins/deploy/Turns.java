package io.jenkins.plugins.deployer.jenkins.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whose turn it is to deploy a service: one deployment at a time, first come first served; who waits with an older revision
 * of a branch gives way to a newer one. It is made of tickets, which their owners save: from what was saved, the same order
 * comes about again after a restart, at whatever moment that came.
 *
 * <p>Nobody who waits holds a thread: whoever {@link #leave leaves} is told who comes next. Safe for use by several threads.
 */
final class Turns {
    /**
     * A place in the line before one service.
     *
     * @param service names the service on its host
     * @param place who has a lower one comes first
     * @param hasBegun whether it is saved that its turn came; of the tickets of one service only one ever has
     */
    record Ticket(String id, String service, Optional<Lane> lane, long place, boolean hasBegun) {
        Ticket {
            Objects.requireNonNull(id);
            Objects.requireNonNull(service);
            Objects.requireNonNull(lane);
        }
    }

    /** Saves the place of a ticket; it counts only once that has returned. */
    interface Saving {
        void save(long place) throws IOException;
    }

    /** Who came too late, and on whose account. */
    record Superseded(String id, Lane by) {}

    /**
     * What came of joining a line.
     *
     * @param hasTurn whether its turn has come at once
     * @param ahead how many come before it, with the one whose turn it is
     * @param by present if it did not join, as this newer one is there
     * @param superseded who was sent away because of it
     */
    record Joined(boolean hasTurn, int ahead, Optional<Lane> by, List<Superseded> superseded) {}

    private static final class Line {
        private Optional<Ticket> holder = Optional.empty();
        private final Map<String, Ticket> waiting = new LinkedHashMap<>();

        private Optional<String> next() {
            Optional<Ticket> first = waiting.values().stream().findFirst();
            first.ifPresent(ticket -> waiting.remove(ticket.id()));
            holder = first;
            return first.map(Ticket::id);
        }

        /** Whoever waits with an older revision than that of one who joined. */
        private List<Superseded> sendAway(Ticket joined) {
            List<Superseded> away = new ArrayList<>();
            for (Ticket ticket : waiting.values()) {
                newerThan(ticket.lane(), List.of(joined)).ifPresent(by -> away.add(new Superseded(ticket.id(), by)));
            }
            away.forEach(one -> waiting.remove(one.id()));
            return away;
        }

        private static Optional<Lane> newerThan(Optional<Lane> lane, List<Ticket> tickets) {
            return lane.flatMap(older -> tickets.stream()
                    .flatMap(ticket -> ticket.lane().stream())
                    .filter(newer -> newer.supersedes(older))
                    .findFirst());
        }

        private List<Ticket> all() {
            List<Ticket> all = new ArrayList<>(holder.stream().toList());
            all.addAll(waiting.values());
            return all;
        }
    }

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Map<String, Line> lineOf = new ConcurrentHashMap<>();
    private final AtomicLong places = new AtomicLong();
    private final List<Superseded> superseded = new ArrayList<>();

    /**
     * Lets all join again in the order in which they did.
     *
     * @param saved the tickets of all deployments that have not ended
     */
    Turns(Collection<Ticket> saved) {
        for (Ticket ticket :
                saved.stream().sorted(Comparator.comparing(Ticket::place)).toList()) {
            places.accumulateAndGet(ticket.place(), Math::max);
            Line line = line(ticket.service());
            lineOf.put(ticket.id(), line);
            if (ticket.hasBegun() && line.holder.isEmpty()) {
                line.holder = Optional.of(ticket);
            } else {
                line.waiting.put(ticket.id(), ticket);
            }
            superseded.addAll(line.sendAway(ticket));
        }
        superseded.forEach(one -> lineOf.remove(one.id()));
        for (Line line : lines.values()) {
            if (line.holder.isEmpty()) {
                line.next();
            }
        }
    }

    /** Who among the saved ones had given way to a newer one that was saved too. */
    List<Superseded> supersededBefore() {
        return List.copyOf(superseded);
    }

    /** Who has a turn now. */
    List<String> holders() {
        return lines.values().stream().flatMap(line -> holder(line).stream()).toList();
    }

    private static Optional<String> holder(Line line) {
        synchronized (line) {
            return line.holder.map(Ticket::id);
        }
    }

    /** Who has the turn of a service now. */
    Optional<String> holder(String service) {
        return holder(line(service));
    }

    /**
     * Comes last in the line of a service, unless a newer revision is there.
     *
     * @throws IOException if the place could not be saved; then it did not join
     */
    Joined join(String id, String service, Optional<Lane> lane, Saving saving) throws IOException {
        Line line = line(service);
        synchronized (line) {
            Optional<Lane> newer = Line.newerThan(lane, line.all());
            if (newer.isPresent()) {
                return new Joined(false, 0, newer, List.of());
            }
            long place = places.incrementAndGet();
            saving.save(place);
            Ticket ticket = new Ticket(id, service, lane, place, false);
            lineOf.put(id, line);
            if (line.holder.isEmpty()) {
                line.holder = Optional.of(ticket);
                return new Joined(true, 0, Optional.empty(), List.of());
            }
            line.waiting.put(id, ticket);
            List<Superseded> away = line.sendAway(ticket);
            away.forEach(one -> lineOf.remove(one.id()));
            return new Joined(false, line.waiting.size(), Optional.empty(), away);
        }
    }

    /**
     * Gives up a turn or a place.
     *
     * @return whose turn has come through this
     */
    Optional<String> leave(String id) {
        Line line = lineOf.remove(id);
        if (line == null) {
            return Optional.empty();
        }
        synchronized (line) {
            if (line.holder.filter(ticket -> ticket.id().equals(id)).isPresent()) {
                return line.next();
            }
            line.waiting.remove(id);
            return Optional.empty();
        }
    }

    /** How many come before it, with the one whose turn it is; none if it has the turn, or no place. */
    int ahead(String id) {
        Line line = lineOf.get(id);
        if (line == null) {
            return 0;
        }
        synchronized (line) {
            int ahead = 1;
            for (String waiting : line.waiting.keySet()) {
                if (waiting.equals(id)) {
                    return ahead;
                }
                ahead++;
            }
            return 0;
        }
    }

    private Line line(String service) {
        return lines.computeIfAbsent(service, name -> new Line());
    }
}

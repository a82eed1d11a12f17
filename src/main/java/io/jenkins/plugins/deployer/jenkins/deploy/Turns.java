package io.jenkins.plugins.deployer.jenkins.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
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
        private volatile Optional<Ticket> holder = Optional.empty();
        /** By their places. */
        private final ConcurrentSkipListMap<Long, Ticket> waiting = new ConcurrentSkipListMap<>();

        private Optional<String> next() {
            holder = Optional.ofNullable(waiting.pollFirstEntry()).map(Map.Entry::getValue);
            return holder.map(Ticket::id);
        }

        /** Whoever waits with an older revision than that of one who joined. */
        private List<Superseded> sendAway(Ticket joined) {
            List<Superseded> away = new ArrayList<>();
            for (Ticket ticket : waiting.values()) {
                newerThan(ticket.lane(), List.of(joined)).ifPresent(by -> {
                    away.add(new Superseded(ticket.id(), by));
                    waiting.remove(ticket.place());
                });
            }
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
    private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();
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
            tickets.put(ticket.id(), ticket);
            if (ticket.hasBegun() && line.holder.isEmpty()) {
                line.holder = Optional.of(ticket);
            } else {
                line.waiting.put(ticket.place(), ticket);
            }
            superseded.addAll(line.sendAway(ticket));
        }
        superseded.forEach(one -> tickets.remove(one.id()));
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

    /** Who has the turn of a service now. */
    Optional<String> holder(String service) {
        return line(service).holder.map(Ticket::id);
    }

    boolean hasTurn(String id) {
        Ticket ticket = tickets.get(id);
        return ticket != null && line(ticket.service()).holder.equals(Optional.of(ticket));
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
            tickets.put(id, ticket);
            if (line.holder.isEmpty()) {
                line.holder = Optional.of(ticket);
                return new Joined(true, 0, Optional.empty(), List.of());
            }
            line.waiting.put(place, ticket);
            List<Superseded> away = line.sendAway(ticket);
            away.forEach(one -> tickets.remove(one.id()));
            return new Joined(false, line.waiting.size(), Optional.empty(), away);
        }
    }

    /**
     * Gives up a turn or a place.
     *
     * @return whose turn has come through this
     */
    Optional<String> leave(String id) {
        Ticket ticket = tickets.remove(id);
        if (ticket == null) {
            return Optional.empty();
        }
        Line line = line(ticket.service());
        synchronized (line) {
            if (line.holder.equals(Optional.of(ticket))) {
                return line.next();
            }
            line.waiting.remove(ticket.place());
            return Optional.empty();
        }
    }

    /** How many come before it, with the one whose turn it is; none if it has the turn, or no place. Waits for nobody. */
    int ahead(String id) {
        Ticket ticket = tickets.get(id);
        if (ticket == null || hasTurn(id)) {
            return 0;
        }
        return line(ticket.service()).waiting.headMap(ticket.place()).size() + 1;
    }

    private Line line(String service) {
        return lines.computeIfAbsent(service, name -> new Line());
    }
}

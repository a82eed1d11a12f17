package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a server understands, by asking it what runs in each release's form, the latest first: what it does
 * not understand it answers by closing the connection. Nothing of it changes anything.
 */
final class Asking {
    /** Of the two that ask alike the later one, as only the server can tell them apart. */
    private static final List<Dialect> LATEST_FIRST =
            List.of(Dialect.V2_7, Dialect.V2_6, Dialect.V2_5, Dialect.V2_1, Dialect.V1_5);

    /** A block device that nobody has. */
    private static final String NO_VOLUME = "deployer-asks-for-2.5";

    private final Way way;
    private final TimeLimits limits;

    Asking(Way way, TimeLimits limits) {
        this.way = way;
        this.limits = limits;
    }

    Dialect dialect() throws IOException {
        Name all = new Name(way.path(), Optional.empty());
        for (Dialect dialect : LATEST_FIRST) {
            if (isAnswered(all, Request.info(dialect))) {
                return dialect == Dialect.V2_5 && !knowsStreams(all) ? Dialect.V2_4 : dialect;
            }
        }
        throw AlbatrossException.silent(way.toString(), "say what is running, in every form it ever had");
    }

    /** Release 2.5 brought streams for images and for block devices alike; of the latter one can ask without harm. */
    private boolean knowsStreams(Name all) throws IOException {
        return !way.streamsImages() || isAnswered(all.with(NO_VOLUME), Request.dump());
    }

    private boolean isAnswered(Name name, Request question) throws IOException {
        try (Conversation conversation = way.open(name, question, Filling.NONE)) {
            return conversation.next(limits.answering()).isPresent();
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.check;

import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import io.jenkins.plugins.deployer.report.Check;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings the check of a run to its board, as it is when it gets there. Only what differs in its status is worth a request, so
 * that there are three in a run at most: queued, in progress, over, in this order.
 */
final class CheckLetter implements Letter {
    private static final String STATUS = "check status";
    private static final String BOARD = "check";
    private static final String REMARK = "check remark";
    private static final String GIVEN_UP = "check given up";

    private final Subject subject;

    /** The run that the check is of. */
    interface Subject {
        /** As it is now. */
        Shown now();

        /**
         * Where its commit's checks are shown; empty if there is no such place. Blocks.
         *
         * @throws IOException if that cannot be found out, with a sentence
         */
        Optional<Board> board() throws IOException, InterruptedException;

        /** What was kept. */
        Optional<String> recall(String name);

        /** Keeps something with the run. */
        void keep(String name, String what);

        /** Says a line in the run's log, or where administrators look if that is closed. */
        void say(String line);
    }

    CheckLetter(Subject subject) {
        this.subject = subject;
    }

    /**
     * Whether the end of a check was shown, or cannot be.
     *
     * @param recall what was kept of it, by name
     */
    static boolean hasToldEnd(Function<String, Optional<String>> recall) {
        return recall.apply(GIVEN_UP).isPresent()
                || recall.apply(STATUS)
                        .filter(status -> Check.Status.valueOf(status).isOver())
                        .isPresent();
    }

    @Override
    public Delivery deliver() throws InterruptedException {
        Shown shown = subject.now();
        String status = shown.check().status().name();
        if (subject.recall(GIVEN_UP).isPresent()
                || subject.recall(STATUS)
                        .filter(told -> isNoNews(told, shown.check()))
                        .isPresent()) {
            return Delivery.done();
        }
        Optional<Board> board;
        try {
            board = subject.board();
        } catch (IOException e) {
            return new Delivery.Later(e.getMessage() == null ? e.toString() : e.getMessage(), Duration.ZERO);
        }
        if (board.isEmpty()) {
            remark("is shown nowhere: neither GitHub nor any other publisher of checks knows this project");
            giveUp(shown);
            return Delivery.done();
        }
        board.get().remark().ifPresent(this::remark);
        Delivery delivery = board.get().show(shown, memory());
        if (delivery instanceof Delivery.Done) {
            subject.keep(STATUS, status);
        }
        return delivery;
    }

    /** Another rules file may be planned when something is built already: a check does not go back. */
    private static boolean isNoNews(String told, Check check) {
        Check.Status before = Check.Status.valueOf(told);
        return before == check.status() || stage(before) > stage(check.status());
    }

    private static int stage(Check.Status status) {
        if (status.isOver()) {
            return 2;
        }
        return status == Check.Status.IN_PROGRESS ? 1 : 0;
    }

    private void remark(String what) {
        if (subject.recall(REMARK).isEmpty()) {
            subject.keep(REMARK, "said");
            subject.say(line(what));
        }
    }

    private Memory memory() {
        return new Memory() {
            @Override
            public Optional<String> recall() {
                return subject.recall(BOARD);
            }

            @Override
            public void keep(String what) {
                subject.keep(BOARD, what);
            }
        };
    }

    @Override
    public void dropped(String why) {
        giveUp(subject.now());
        subject.say(line("could not be shown as it is now: " + why));
    }

    private void giveUp(Shown shown) {
        if (shown.check().status().isOver()) {
            subject.keep(GIVEN_UP, "true");
        }
    }

    private String line(String what) {
        return "The check \"" + subject.now().check().name() + "\" " + what;
    }
}

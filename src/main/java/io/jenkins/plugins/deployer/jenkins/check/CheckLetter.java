package io.jenkins.plugins.deployer.jenkins.check;

import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings the check of a run to its board, as it is when it gets there. Only what differs in its status is worth a request, so
 * that there are three in a run at most: queued, in progress, over.
 */
final class CheckLetter implements Letter {
    private static final String STATUS = "check status";
    private static final String BOARD = "check";
    private static final String REMARK = "check remark";

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

        /** Whether a later process has to see to it that the check does not stay as it is. */
        void isOpen(boolean open);

        /** Says a line in the run's log, or where administrators look if that is closed. */
        void say(String line);
    }

    CheckLetter(Subject subject) {
        this.subject = subject;
    }

    @Override
    public Delivery deliver() throws InterruptedException {
        Shown shown = subject.now();
        String status = shown.check().status().name();
        if (subject.recall(STATUS).equals(Optional.of(status))) {
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
            return Delivery.done();
        }
        board.get().remark().ifPresent(this::remark);
        Delivery delivery = board.get().show(shown, memory());
        if (delivery instanceof Delivery.Done) {
            subject.keep(STATUS, status);
            subject.isOpen(!shown.check().status().isOver());
        }
        return delivery;
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
        if (subject.now().check().status().isOver()) {
            subject.isOpen(false);
        }
        subject.say(line("could not be shown as it is now: " + why));
    }

    private String line(String what) {
        return "The check \"" + subject.now().check().name() + "\" " + what;
    }
}

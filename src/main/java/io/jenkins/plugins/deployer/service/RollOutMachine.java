package io.jenkins.plugins.deployer.service;

/**
 * Advances roll-outs: one short, bounded conversation with the host at a time. Remembers nothing about a roll-out
 * that is not in its state, so that any process can go on where another one stopped. Safe for use by several
 * threads, as long as each roll-out is advanced by one at a time.
 */
public interface RollOutMachine {
    /**
     * Takes the next step. The state that it returns has to be saved before that one is advanced, so that what is about
     * to be done is known before it is done; the same state may be advanced again after a crash.
     *
     * @throws InterruptedException if the thread was interrupted; the state given is still the one to go on from
     */
    Advance advance(RollOut state) throws InterruptedException;

    /**
     * One sentence for who stops to follow a roll-out: what is to run, and what runs. Work that goes on for it in this
     * process is ended; what a later one needs to go on with it stays.
     */
    String whatIsLive(RollOut state) throws InterruptedException;

    /** Whether nothing goes on for any roll-out in this process, be it for one that nobody follows any longer. */
    default boolean isIdle() {
        return true;
    }
}

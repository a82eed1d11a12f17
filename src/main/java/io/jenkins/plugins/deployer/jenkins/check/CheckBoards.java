package io.jenkins.plugins.deployer.jenkins.check;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.io.IOException;
import java.util.Optional;

/** Knows where the checks of some projects' commits are shown. Of several that know a project the one of the highest ordinal counts. */
public abstract class CheckBoards implements ExtensionPoint {
    /**
     * The board for a run; empty for runs of other projects. Blocks.
     *
     * @throws IOException if that cannot be found out now, with a sentence
     */
    public abstract Optional<Board> find(Run<?, ?> run) throws IOException, InterruptedException;

    static Optional<Board> of(Run<?, ?> run) throws IOException, InterruptedException {
        for (CheckBoards boards : ExtensionList.lookup(CheckBoards.class)) {
            Optional<Board> board = boards.find(run);
            if (board.isPresent()) {
                return board;
            }
        }
        return Optional.empty();
    }
}

package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHostException.Kind;
import java.util.List;

/** What a failed conversation means to a roll-out. */
final class Answers {
    /** What a server says of an image that it, or its tender, cannot run, whatever it has left. */
    private static final List<String> OF_THE_IMAGE =
            List.of("ELF", "manifest", "solo5 target", "uncompress", "unsupported");

    private Answers() {}

    static UnikernelHostException explained(AlbatrossException e) {
        return new UnikernelHostException(kind(e), e.getMessage() + hint(e), e);
    }

    private static Kind kind(AlbatrossException e) {
        return switch (e.kind()) {
            case UNREACHABLE, SILENT, BROKEN -> Kind.PASSING;
            case UNTRUSTED, UNFIT, FILE -> Kind.LASTING;
            case REFUSED -> OF_THE_IMAGE.stream().anyMatch(e.said()::contains) ? Kind.NOT_STARTED : Kind.LASTING;
        };
    }

    private static String hint(AlbatrossException e) {
        if (e.said().contains("console failed")) {
            return "; albatross-console may not run, or the tender could not be started: the log of albatrossd says which";
        }
        return e.said().contains("tender does not exist")
                ? "; install the solo5 tender of that ABI version in albatrossd's directory"
                : "";
    }
}

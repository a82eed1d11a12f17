package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Optional;

/** The Pipeline that deploys again what was live. */
public final class AgainScript {
    private AgainScript() {}

    /** Whether something was live that is still known well enough. */
    public static boolean isPossible(Deployment chosen) {
        return chosen.isGood()
                && (chosen.origin().isPresent() || isSomebodyElses(chosen))
                && image(chosen).isPresent()
                && isOneLine(chosen.service().name())
                && isOneLine(chosen.service().host());
    }

    /** What the rules asked for without a commit. A Pipeline's own endpoint is asked for by no rules. */
    private static boolean isSomebodyElses(Deployment chosen) {
        return chosen.service().kind() == ServiceOnHost.Kind.SERVICE
                && chosen.rules().isPresent();
    }

    private static boolean isOneLine(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * What to run.
     *
     * @param force whether it is deployed though its commit is in quarantine
     */
    static String of(Deployment chosen, Deployment.Cause cause, boolean force) {
        ServiceOnHost service = chosen.service();
        String step = service.kind() == ServiceOnHost.Kind.UNIKERNEL
                ? "deployUnikernel unikernel: "
                : "deployDockerService service: ";
        String stage =
                switch (cause) {
                    case ROLL_BACK -> "Roll back";
                    case DRIFT -> "Put right";
                    default -> "Deploy again";
                };
        return "stage(" + quoted(stage) + ") {\n    "
                + step + quoted(service.name()) + ", host: " + quoted(service.host()) + ", image: "
                + quoted(image(chosen).orElseThrow().toString()) + (force ? ", force: true" : "") + "\n}\n";
    }

    /** Of a service the digest that ran; a unikernel's is that of its file, and its image was always known by its own. */
    static Optional<ImageName> image(Deployment chosen) {
        try {
            ImageName name = ImageName.parse(chosen.image());
            Optional<String> digest =
                    chosen.service().kind() == ServiceOnHost.Kind.UNIKERNEL ? name.digest() : chosen.digest();
            return digest.map(
                    exact -> new ImageName(name.registry(), name.repository(), name.tag(), Optional.of(exact)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A text in Groovy that means nothing but itself. Not with {@code \\u} escapes: Groovy takes those for what they stand for
     * before it looks for the end of a text.
     */
    public static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

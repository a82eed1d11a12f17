package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.Optional;

/** The Pipeline that deploys again what was live. */
final class AgainScript {
    private AgainScript() {}

    /** Whether something was live that is still known well enough. */
    static boolean isPossible(Deployment chosen) {
        return chosen.isGood()
                && chosen.service().kind() != ServiceOnHost.Kind.UNIKERNEL
                && chosen.origin().isPresent()
                && image(chosen).isPresent()
                && isOneLine(chosen.service().name())
                && isOneLine(chosen.service().host());
    }

    private static boolean isOneLine(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    static String of(Deployment chosen, Deployment.Cause cause) {
        return "stage(" + quoted(cause == Deployment.Cause.ROLL_BACK ? "Roll back" : "Deploy again")
                + ") {\n    deployDockerService service: "
                + quoted(chosen.service().name()) + ", host: "
                + quoted(chosen.service().host()) + ", image: "
                + quoted(image(chosen).orElseThrow().toString())
                + "\n}\n";
    }

    private static Optional<ImageName> image(Deployment chosen) {
        try {
            ImageName name = ImageName.parse(chosen.image());
            return chosen.digest()
                    .map(digest -> new ImageName(name.registry(), name.repository(), name.tag(), Optional.of(digest)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A text in Groovy that means nothing but itself. Not with {@code \\u} escapes: Groovy takes those for what they stand for
     * before it looks for the end of a text.
     */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}

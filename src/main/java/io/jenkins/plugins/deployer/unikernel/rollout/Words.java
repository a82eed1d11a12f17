package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Version;
import java.util.Optional;

/** How the log speaks of unikernels and their versions. */
final class Words {
    private Words() {}

    /** A version, as {@link Version} wants it: the name and the digest of the binary. */
    static Version version(ServiceRequest request, String sha256, Optional<String> commit) {
        return new Version(request.service() + "@" + digest(sha256), commit);
    }

    static String digest(String sha256) {
        return "sha256:" + sha256;
    }

    /** The new one. */
    static String wanted(RollOut state) {
        return version(state.request(), sha256(state), state.request().origin().map(Origin::commit))
                .label();
    }

    /** Of the new one's binary. */
    static String sha256(RollOut state) {
        return state.known().digest().substring("sha256:".length());
    }

    static String of(UnikernelOnHost one) {
        return Version.shortened(digest(one.sha256()));
    }

    /** What it does: {@code runs sha256:0123…}. */
    static String does(UnikernelOnHost one) {
        if (one.down().isPresent()) {
            return "is " + of(one) + ", but does not run: " + one.down().get();
        }
        return (one.instance().isPresent() ? "runs " : "is to run ") + of(one);
    }
}

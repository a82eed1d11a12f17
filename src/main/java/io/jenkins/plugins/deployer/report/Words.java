package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.LiveHead;
import java.time.Duration;
import java.util.stream.Collectors;

/** Values of the rules in words that all views share. */
final class Words {
    private Words() {}

    static String dockerfile(Dockerfile dockerfile) {
        return dockerfile instanceof Dockerfile.At at ? at.path() : "Dockerfile in the rules";
    }

    /** For example {@code x86_64, arm64} or {@code hvt on x86_64}. */
    static String machines(Build build) {
        String architectures =
                build.architectures().stream().map(Architecture::label).collect(Collectors.joining(", "));
        return build instanceof Build.Unikernel unikernel
                ? unikernel.target().label() + " on " + architectures
                : architectures;
    }

    /** For example {@code branch live} or {@code tags v*}. */
    static String head(LiveHead head) {
        return switch (head.kind()) {
            case BRANCH -> "branch " + head.name();
            case TAG -> "tags " + head.name();
        };
    }

    static String endpoint(Host host) {
        if (host instanceof Host.Docker docker) {
            return docker.endpoint();
        }
        if (host instanceof Host.Solo5 solo5) {
            return solo5.endpoint().toString();
        }
        return ((Host.Albatross) host).endpoint();
    }

    /** For example {@code 1 build} or {@code 2 builds}. */
    static String count(long number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }

    /** In its two largest units, for example {@code 3 d 4 h} or {@code 68 s}. */
    static String time(Duration time) {
        if (time.toDays() > 0) {
            return two(time.toDays(), "d", time.toHoursPart(), "h");
        }
        if (time.toHours() > 0) {
            return two(time.toHours(), "h", time.toMinutesPart(), "min");
        }
        return time.toMinutes() > 0 ? two(time.toMinutes(), "min", time.toSecondsPart(), "s") : time.toSeconds() + " s";
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small > 0 ? " " + small + " " + smallUnit : "");
    }
}

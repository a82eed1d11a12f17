package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.regex.Pattern;

/** What the docker client says when a push fails, as far as it decides what to do next. */
enum PushFailure {
    /** The registry wants another login, or more rights. */
    DENIED("denied|unauthorized|no basic auth credentials|authentication required|insufficient_scope|"
            + "401 Unauthorized|403 Forbidden"),
    /** The registry, the network or the engine is busy or broken: later it may work. */
    TRANSIENT("unexpected HTTP status: (5|429)|toomanyrequests|Too Many Requests|received unexpected HTTP status"
            + "|connection re(fused|set)|broken pipe|i/o timeout|TLS handshake timeout|timeout exceeded|unexpected EOF"
            + "|: EOF|no such host|temporary failure|network is unreachable|no route to host|server misbehaving"
            + "|unavailable|Cannot connect to the Docker daemon|context deadline exceeded|unknown blob"),
    /** Anything else: trying again changes nothing. */
    LASTING("");

    private final Pattern pattern;

    PushFailure(String pattern) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** What it looks like: an extended regular expression of POSIX too, to be matched without regard to case. */
    String pattern() {
        return pattern.pattern();
    }

    static String cannot(ImageName name) {
        return "Cannot push the image to " + name;
    }

    /**
     * The sentence for the person who has to act.
     *
     * @param said by the client, at the last try
     * @param logins that were used
     */
    ImageException explain(ImageName name, String said, Logins logins) {
        return switch (this) {
            case DENIED ->
                new ImageException(
                        ImageException.Kind.DENIED,
                        cannot(name) + ": " + said + "; "
                                + logins.remedy(name.registry())
                                + ", or ask for the right to push there");
            case TRANSIENT ->
                new ImageException(ImageException.Kind.UNAVAILABLE, cannot(name) + " in time; the last try: " + said);
            case LASTING -> new ImageException(ImageException.Kind.FAILED, cannot(name) + ": " + said);
        };
    }

    static PushFailure of(String said) {
        for (PushFailure failure : values()) {
            if (failure.pattern.matcher(said).find()) {
                return failure;
            }
        }
        return LASTING;
    }
}

package io.jenkins.plugins.deployer.unikernel.solo5;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code systemctl show} says of a unit (systemd.exec(5), org.freedesktop.systemd1(5)).
 *
 * @param properties by their names; those that an older systemd does not have are missing
 */
record SystemdUnit(Map<String, String> properties) {
    /** {@code CLD_EXITED} of {@code waitid(2)}. */
    private static final String EXITED = "1";

    SystemdUnit {
        properties = Map.copyOf(properties);
    }

    /** @param lines {@code NAME=VALUE} */
    static SystemdUnit of(List<String> lines) {
        Map<String, String> properties = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                properties.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return new SystemdUnit(properties);
    }

    private String property(String name) {
        return properties.getOrDefault(name, "");
    }

    Liveness liveness() {
        if (properties.isEmpty()) {
            return Liveness.down("is down: systemd does not answer there");
        }
        if (property("LoadState").equals("not-found")) {
            return Liveness.down("is down: systemd has no unit unikernel@.service there");
        }
        return switch (property("ActiveState")) {
            case "active", "reloading" ->
                Liveness.up(property("MainPID") + " since " + property("ActiveEnterTimestampMonotonic") + " after "
                        + property("NRestarts") + " restarts");
            case "activating" ->
                property("SubState").startsWith("auto-restart")
                        ? Liveness.down(ended() + " (systemd is about to start it again)")
                        : Liveness.starting();
            case "deactivating" -> Liveness.down("is being stopped");
            case "failed" -> Liveness.down(ended());
            default -> Liveness.down(inactive());
        };
    }

    private String inactive() {
        return switch (property("ExecMainCode")) {
            case EXITED -> "ended with exit status " + property("ExecMainStatus");
            case "", "0" -> "is not started";
            default -> "was stopped";
        };
    }

    private String ended() {
        String status = property("ExecMainStatus");
        if (property("Result").equals("exit-code") || property("ExecMainCode").equals(EXITED)) {
            return "ended with exit status " + status;
        } else if (property("Result").equals("signal") || property("Result").equals("core-dump")) {
            return "was ended by signal " + status;
        } else if (property("Result").equals("success")) {
            return "ended";
        }
        return "ended (" + property("Result") + ")";
    }
}

package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Remembers when the images of others were last asked for. */
final class FollowedImages {
    private final SavedMap asked;
    private final Clock clock;

    /** @param state the state directory */
    FollowedImages(Path state, Clock clock) {
        this.asked = new SavedMap(state.resolve("images"));
        this.clock = clock;
    }

    /** Those that have not been asked for as long as the rules say. */
    List<FollowedImage> due(Collection<FollowedImage> images) throws IOException {
        List<FollowedImage> due = new ArrayList<>();
        for (FollowedImage image : images) {
            Optional<String> last = asked.get(image.image().toString());
            if (last.isEmpty() || !Instant.parse(last.get()).plus(image.every()).isAfter(clock.instant())) {
                due.add(image);
            }
        }
        return due;
    }

    /** Notes that an image was asked for now, and that all its services run what was found. */
    void done(FollowedImage image) throws IOException {
        asked.put(image.image().toString(), clock.instant().toString());
    }
}

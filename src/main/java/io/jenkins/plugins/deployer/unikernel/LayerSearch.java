package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Looks for one path in one layer. What a layer removes, it removes from the layers below, wherever in the layer it says
 * so (OCI image specification, "Whiteouts"); of several entries for one path the last counts, as when it is unpacked.
 */
final class LayerSearch {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** What Commons Compress calls a file can be a pipe. */
    private static final Set<Byte> REGULAR =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private final ImagePath path;
    private final TargetFile target;
    private final Set<Integer> directories = new HashSet<>();
    private Optional<Finding> found = Optional.empty();
    private int foundAt;
    private boolean hidesBelow;

    LayerSearch(ImagePath path, TargetFile target) {
        this.path = path;
        this.target = target;
    }

    /** Reads the layer to its end. */
    Finding search(Layer layer) throws IOException {
        for (Optional<TarArchiveEntry> entry = layer.next(); entry.isPresent(); entry = layer.next()) {
            look(layer, entry.get());
        }
        layer.finish();
        if (found.isPresent()) {
            return found.get();
        }
        return hidesBelow ? new Finding.Gone() : new Finding.Nothing(directories);
    }

    private void look(Layer layer, TarArchiveEntry entry) throws IOException {
        ImagePath place = ImagePath.of(entry.getName());
        if (place.name().startsWith(WHITEOUT)) {
            remove(place);
        } else if (place.depth() > 0 && place.leadsTo(path)) {
            if (entry.isDirectory() && place.depth() < path.depth()) {
                enter(place.depth());
            } else {
                found = Optional.of(finding(layer, entry, place.depth()));
                foundAt = place.depth();
            }
        }
    }

    private void remove(ImagePath whiteout) {
        ImagePath directory = whiteout.parent();
        if (whiteout.name().equals(OPAQUE)) {
            hidesBelow |= directory.leadsTo(path) && directory.depth() < path.depth();
        } else if (directory.leadsTo(path) && directory.depth() < path.depth()) {
            String removed = whiteout.name().substring(WHITEOUT.length());
            hidesBelow |= path.parts().get(directory.depth()).equals(removed);
        }
    }

    private void enter(int depth) {
        directories.add(depth);
        if (foundAt == depth) {
            found = Optional.empty();
            foundAt = 0;
        }
    }

    private Finding finding(Layer layer, TarArchiveEntry entry, int depth) throws IOException {
        if (entry.isSymbolicLink()) {
            return new Finding.SymbolicLink(depth, entry.getLinkName());
        }
        if (depth < path.depth()) {
            return new Finding.Gone();
        }
        if (entry.isLink()) {
            return new Finding.HardLink(ImagePath.of(entry.getLinkName()));
        }
        if (entry.isDirectory() || !REGULAR.contains(entry.getLinkFlag())) {
            return new Finding.NoFile(entry.isDirectory() ? "a directory" : "a device or a pipe");
        }
        target.checkSize(entry.getSize());
        target.write(layer.content());
        return new Finding.Stored();
    }
}

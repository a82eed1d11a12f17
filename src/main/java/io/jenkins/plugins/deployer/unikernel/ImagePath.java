package io.jenkins.plugins.deployer.unikernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A path in an image, from its root. Whatever way it is written, it has no empty part and neither {@code .} nor
 * {@code ..}: it cannot leave the image.
 */
record ImagePath(List<String> parts) {
    ImagePath {
        parts = List.copyOf(parts);
    }

    /** Reads a path as it is in rules and in layers, with or without a slash at its begin or end. */
    static ImagePath of(String text) {
        return new ImagePath(List.of()).to(text);
    }

    int depth() {
        return parts.size();
    }

    ImagePath parent() {
        return new ImagePath(parts.subList(0, Math.max(0, depth() - 1)));
    }

    /** The last part; empty for the root. */
    String name() {
        return parts.isEmpty() ? "" : parts.get(depth() - 1);
    }

    /** Whether it is the other path or one of the directories that lead to it. */
    boolean leadsTo(ImagePath other) {
        return depth() <= other.depth() && other.parts.subList(0, depth()).equals(parts);
    }

    /**
     * Where the path goes when one of the directories that lead to it, or what it names itself, is a symbolic link.
     *
     * @param depth of what is the link
     * @param target as the link has it, absolute or from the link's directory
     */
    ImagePath through(int depth, String target) {
        ImagePath start = new ImagePath(target.startsWith("/") ? List.of() : parts.subList(0, depth - 1));
        return start.to(target).to(String.join("/", parts.subList(depth, depth())));
    }

    private ImagePath to(String relative) {
        List<String> result = new ArrayList<>(parts);
        for (String part : relative.split("/")) {
            if (part.equals("..")) {
                if (!result.isEmpty()) {
                    result.remove(result.size() - 1);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                result.add(part);
            }
        }
        return new ImagePath(result);
    }

    @Override
    public String toString() {
        return "/" + String.join("/", parts);
    }
}

package io.jenkins.plugins.deployer.unikernel;

import java.util.Set;

/** What a layer says about a path. */
sealed interface Finding {
    /** It has the file, whose content was stored. */
    record Stored() implements Finding {}

    /**
     * What is there is a symbolic link, or a directory on the way is one.
     *
     * @param depth of the link in the path
     * @param target as the link has it
     */
    record SymbolicLink(int depth, String target) implements Finding {}

    /** It is another name of a file that is in this layer or below. */
    record HardLink(ImagePath target) implements Finding {}

    /**
     * There is something that is not a file.
     *
     * @param what for example {@code a directory}
     */
    record NoFile(String what) implements Finding {}

    /** Nothing is there, whatever lower layers have. */
    record Gone() implements Finding {}

    /**
     * It says nothing: lower layers decide.
     *
     * @param directories the depths at which it has directories on the way, which hide links below
     */
    record Nothing(Set<Integer> directories) implements Finding {
        public Nothing {
            directories = Set.copyOf(directories);
        }
    }
}

package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import io.jenkins.plugins.deployer.unikernel.UnikernelText;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** Looks at unikernels that the script of a build took out of its image, on the agent where they are. */
final class UnikernelsOnAgent extends MasterToSlaveFileCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String name;

    private UnikernelsOnAgent(String name) {
        this.name = name;
    }

    /**
     * What the files say about themselves, as {@link UnikernelText}.
     *
     * @param directory of the build
     * @param paths of the unikernels in the image
     * @param image what it is called, for sentences
     */
    static List<String> look(FilePath directory, List<String> paths, String image)
            throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        for (String path : paths) {
            FilePath file = directory.child(ScriptedBuild.BINARY + (texts.size() + 1));
            String text = file.act(new UnikernelsOnAgent(path + " of " + image));
            // An agent may answer anything.
            texts.add(text.length() > UnikernelText.LONGEST ? text.substring(0, UnikernelText.LONGEST) : text);
        }
        return texts;
    }

    @Override
    public String invoke(File file, VirtualChannel channel) {
        return UnikernelText.of(file.toPath(), name);
    }
}

package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.BuildTask.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * What a build asks for that this engine would ignore without a word, or cannot do: said before anything is built, since
 * an image that lacks what the rules ask for would be published like any other.
 */
final class BuildDemands {
    private BuildDemands() {}

    /** @return sentences for the author of the rules; none if the build can be made */
    static List<String> unmet(BuildTask task, BuildEngine engine) {
        List<String> sentences = new ArrayList<>();
        Recipe recipe = task.recipe();
        if (!engine.runs(task.architecture())) {
            sentences.add("The engine here is for linux/" + engine.architecture() + " and cannot build for "
                    + task.architecture() + ". Build on an engine of that architecture (agents labelled " + task.agent()
                    + "), or install an emulator on the engine's machine (Debian package qemu-user-static)");
        }
        if (!recipe.buildkit() && !recipe.secrets().isEmpty()) {
            sentences.add("The classic builder has no build secrets: remove buildkit: false, or the secrets");
        }
        if (recipe.buildkit() && !recipe.ulimits().isEmpty() && !engine.buildKitHonoursLimits()) {
            sentences.add("BuildKit of this engine (" + engine.version()
                    + ") ignores ulimit: set buildkit: false, or use an engine of version 23 or later");
        }
        if (recipe.buildkit() && recipe.squash()) {
            sentences.add("BuildKit does not squash the layers of a build: set buildkit: false, or remove squash");
        }
        if (recipe.squash() && !engine.experimental()) {
            sentences.add(
                    "This engine squashes only with its experimental features on: set \"experimental\": true in its"
                            + " daemon.json, or remove squash");
        }
        return sentences;
    }
}

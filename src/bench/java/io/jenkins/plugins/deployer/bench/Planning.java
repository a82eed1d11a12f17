package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The plans of an organisation's repositories, in a JVM of their own with little memory. */
final class Planning implements Row {
    @Override
    public String name() {
        return "plan";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PlanningRun.class.getName(), Integer.toString(runs)));
        String[] words = new Program(Map.of(), world.directory().resolve("plan.log"), command)
                .output()
                .split(" ");
        long half = Long.parseLong(words[0]);
        long all = Long.parseLong(words[1]);
        long mebibytes = Long.parseLong(words[2]);
        return List.of(
                Line.limited("Plan all of 10,000 repositories, 5 builds each", all + " ms", "1 s", all <= 1000),
                Line.limited("The same with 5,000 repositories", half + " ms", "half (linear)", all <= 2.5 * half),
                Line.limited("Heap with all rules and plans in it", mebibytes + " MiB", "512 MiB", mebibytes < 512));
    }

    @Override
    public String notes() {
        return "Planning is measured in a JVM with `-Xmx512m` that keeps all plans; the rules were read before. The first"
                + " rounds, in which Java compiles, count too; the medians are of the rounds.";
    }
}

package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the rows of the table, prints it, and writes docs/benchmarks.md after a whole run. */
@Command(
        name = "src/bench/run.sh",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the engine side by side with the plain shell commands; prints a table and writes",
            "docs/benchmarks.md, unless single rows were named. Needs root; starts what it needs itself."
        })
final class Benchmarks implements Callable<Integer> {
    @Option(
            names = "--row",
            paramLabel = "NAME",
            description =
                    "Only this row (may be repeated): push, twenty, live, plan, waiting, turns, unikernel, overview or drift.")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "How often each side is tried (default: 5).")
    private int runs = 5;

    @Option(
            names = "--monitor",
            paramLabel = "PERIOD",
            description = "The monitor period of the row twenty (default: 1s). Swarm's own default, 5s, takes a shell"
                    + " loop two and a half minutes each time.")
    private String monitor = "1s";

    @Option(names = "--command", required = true, hidden = true)
    private Path command;

    @Option(names = "--page", required = true, hidden = true)
    private Path page;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Row> all = List.of(
                new PushToLive(),
                new TwentyServices(monitor),
                new LiveAlready(),
                new Planning(),
                new Waiting(),
                new WaitingTurns(),
                new ReplaceUnikernel(),
                new ManyServices(),
                new DriftLook());
        List<Row> rows = all.stream()
                .filter(row -> only.isEmpty() || only.contains(row.name()))
                .toList();
        if (rows.isEmpty()) {
            System.err.println("There is no row " + only + "; --help names them.");
            return CommandLine.ExitCode.USAGE;
        }
        if (!"private".equals(System.getenv("DEPLOYER_TEST_NETWORK"))) {
            System.err.println("The benchmarks need root on Debian, to start an engine in a network of their own.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        try (World world = World.start(command)) {
            Map<Row, List<Line>> lines = new LinkedHashMap<>();
            for (Row row : rows) {
                System.err.println("Measuring " + row.name() + " …");
                lines.put(row, row.measure(world, runs));
                System.err.println(Page.table(lines.get(row)));
            }
            String engine = world.docker().run("version", "--format", "{{.Server.Version}}");
            System.out.println(
                    Page.table(lines.values().stream().flatMap(List::stream).toList()));
            if (rows.size() == all.size()) {
                String byHand = Files.exists(page) ? Page.byHand(Files.readString(page)) : "";
                Files.writeString(page, Page.markdown(lines, runs, engine) + byHand);
            }
        }
        return CommandLine.ExitCode.OK;
    }
}

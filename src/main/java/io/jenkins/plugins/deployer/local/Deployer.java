package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Quoted;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command as a whole: its subcommands, and what all of them do alike. */
@Command(
        name = "deployer",
        mixinStandardHelpOptions = true,
        versionProvider = Deployer.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows what a rules file asks for, and does it from this machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing was to be done",
            "1:something failed",
            "2:the command line or the rules file is wrong",
            "3:refused, or not confirmed"
        },
        footer = {
            "",
            "Examples:",
            "  deployer check",
            "  deployer plan ocurrent/docker-base-images",
            "  deployer local ocurrent/docker-base-images",
            "  deployer status --json",
            "",
            "'deployer COMMAND --help' tells more about one of them."
        })
final class Deployer implements Runnable {
    /** Made only when needed: describing a command to picocli costs more than most commands take. */
    private static final Map<String, Supplier<Object>> SUBCOMMANDS = subcommands();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "With an error, also print where in the program it happened.")
    private boolean stacktrace;

    private static Map<String, Supplier<Object>> subcommands() {
        Map<String, Supplier<Object>> byName = new LinkedHashMap<>();
        byName.put("check", CheckCommand::new);
        byName.put("plan", PlanCommand::new);
        byName.put("local", LocalCommand::new);
        byName.put("services", ServicesCommand::new);
        byName.put("status", StatusCommand::new);
        byName.put("graph", GraphCommand::new);
        byName.put("generate-completion", GenerateCompletion::new);
        return byName;
    }

    /** @param arguments decide which subcommands are set up */
    static CommandLine commandLine(String... arguments) {
        Deployer deployer = new Deployer();
        CommandLine commandLine = new CommandLine(deployer);
        boolean only = arguments.length > 0
                && SUBCOMMANDS.containsKey(arguments[0])
                && !arguments[0].equals("generate-completion");
        SUBCOMMANDS.forEach((name, command) -> {
            if (!only || name.equals(arguments[0])) {
                commandLine.addSubcommand(name, command.get());
            }
        });
        refuseWords(commandLine.getSubcommands().get("generate-completion"));
        return commandLine
                .registerConverter(String.class, new Values.Text())
                .registerConverter(Path.class, new Values.File())
                .registerConverter(int.class, new Values.Number())
                .registerConverter(Integer.class, new Values.Number())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Deployer::wrongCommandLine)
                .setExecutionExceptionHandler((e, command, parsed) -> deployer.failed(e, command));
    }

    /** Picocli takes its own command for one of help, and lets them pass there. */
    private static void refuseWords(CommandLine completion) {
        if (completion != null) {
            completion.getCommandSpec().helpCommand(false);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongCommandLine(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("deployer: " + words(e, command));
        command.getErr().println("'" + name + " --help' lists what it takes.");
        return ExitCode.WRONG_INPUT;
    }

    private static String words(CommandLine.ParameterException e, CommandLine command) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = Quoted.text(unmatched.getUnmatched().get(0));
            return command.getSubcommands().isEmpty()
                    ? first + " is more than '" + command.getCommandSpec().qualifiedName() + "' takes"
                    : "there is no command " + first + "; there are "
                            + String.join(", ", command.getSubcommands().keySet());
        }
        return e.getMessage().replaceFirst("^Error: ", "");
    }

    private int failed(Exception e, CommandLine command) {
        if (e instanceof ExitException expected) {
            command.getErr().println("deployer: " + expected.getMessage());
            trace(e, command);
            return expected.exitCode();
        }
        if (e instanceof InterruptedException) {
            command.getErr().println("deployer: interrupted");
            return ExitCode.FAILED;
        }
        String what = e instanceof FileSystemException file ? sentence(file) : words(e);
        command.getErr().println("deployer: " + what.lines().findFirst().orElse(""));
        if (!trace(e, command) && e instanceof RuntimeException) {
            command.getErr().println("This is a fault of the program; the same command with --stacktrace says where.");
        }
        return ExitCode.FAILED;
    }

    private static String words(Exception e) {
        return e instanceof RuntimeException || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Java says no more than the name of the file in most of them. */
    private static String sentence(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getMessage();
        }
        String what = "cannot be used";
        if (e instanceof NoSuchFileException) {
            what = "is not there, or its directory is not";
        } else if (e instanceof AccessDeniedException) {
            what = "may not be read or written by this user";
        }
        return e.getFile() + " " + what;
    }

    private boolean trace(Exception e, CommandLine command) {
        if (stacktrace) {
            e.printStackTrace(command.getErr());
        }
        return stacktrace;
    }

    /** The version of the jar that runs. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Deployer.class.getPackage().getImplementationVersion();
            return new String[] {"deployer " + (version == null ? "(not packaged)" : version)};
        }
    }
}

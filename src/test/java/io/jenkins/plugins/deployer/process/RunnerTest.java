package io.jenkins.plugins.deployer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.process.CommandException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
    private final Runner runner = new Runner(Duration.ofSeconds(30));

    @TempDir
    Path directory;

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        Finished<String> finished =
                runner.capture(Command.of("printf", "%s|").with("a b", "$(id)", "`id`", "'\"", "-x", "", "e\n"), 1000);

        assertThat(finished.output()).isEqualTo("a b|$(id)|`id`|'\"|-x||e\n|");
        assertThat(finished.succeeded()).isTrue();
    }

    @Test
    void environment_and_directory_are_the_command_s_own() throws Exception {
        Command command = Command.of("sh", "-c", "echo $WHO ${HOME-none}; pwd")
                .withEnvironment("WHO", "me")
                .without(Set.of("HOME"))
                .in(directory);

        assertThat(runner.capture(command, 1000).output()).isEqualTo("me none\n" + directory.toRealPath() + "\n");
    }

    @Test
    void exit_code_and_last_words_make_the_error() throws Exception {
        Finished<String> finished = runner.capture(Command.of("sh", "-c", "echo it is full >&2; exit 3"), 1000);

        assertThat(finished.exit()).isEqualTo(3);
        assertThatThrownBy(() -> finished.orFail("Cannot fill the bucket"))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cannot fill the bucket: sh ended with code 3: it is full");
    }

    @Test
    void both_outputs_are_followed_in_their_order() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());

        runner.follow(
                Command.of("sh", "-c", "echo 1; echo 2 >&2; printf '3\\r4\\r\\n\\n5'"),
                InputWriter.NOTHING,
                lines::add);

        assertThat(lines).containsExactly("1", "2", "3", "4", "", "5");
    }

    @Test
    void secrets_appear_in_no_text() throws Exception {
        List<String> lines = new ArrayList<>();
        Command command = Command.of("sh", "-c", "echo \"it is $TOKEN\"; echo hunter2; exit 1")
                .withEnvironment("TOKEN", "line-one\nline-two")
                .hiding("line-one\nline-two")
                .hiding("hunter2");

        Finished<Void> finished = runner.follow(command, InputWriter.NOTHING, lines::add);

        assertThat(lines).containsExactly("it is ****", "****", "****");
        assertThat(finished.last() + command).doesNotContain("hunter2").doesNotContain("line-");
        assertThatThrownBy(() -> finished.orFail("No")).message().doesNotContain("hunter2");
    }

    @Test
    void a_secret_is_hidden_where_a_long_line_is_cut() throws Exception {
        List<String> lines = new ArrayList<>();
        int before = Lines.LONGEST - 3;
        Command command = Command.of("sh", "-c", "head -c " + before + " /dev/zero | tr '\\0' x; echo hunter2")
                .hiding("hunter2");

        runner.follow(command, InputWriter.NOTHING, lines::add);

        assertThat(lines).singleElement().asString().doesNotContain("hun").startsWith("xxx");
    }

    @Test
    void an_endless_line_is_cut_in_bounded_memory() throws Exception {
        List<String> lines = new ArrayList<>();

        runner.follow(
                Command.of("sh", "-c", "head -c 200000000 /dev/zero | tr '\\0' x; echo; echo after"),
                InputWriter.NOTHING,
                lines::add);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasSizeLessThan(Lines.LONGEST + 100).endsWith("… (a line of 200000000 bytes, cut)");
        assertThat(lines.get(1)).isEqualTo("after");
    }

    @Test
    void bytes_that_are_no_text_do_not_hurt() throws Exception {
        List<String> lines = new ArrayList<>();

        runner.follow(Command.of("printf", "\\377\\000a\\n"), InputWriter.NOTHING, lines::add);

        assertThat(lines).containsExactly("\uFFFD\0a");
    }

    @Test
    void too_much_output_is_an_error_and_ends_the_command() {
        assertThatThrownBy(() -> runner.capture(Command.of("yes"), 10_000))
                .isInstanceOf(CommandException.class)
                .hasMessage("`yes` was stopped: it wrote more than the 10000 bytes expected");
    }

    @Test
    void input_is_streamed_while_output_is_read() throws Exception {
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) 'y');
        int blocks = 320;

        Finished<Long> finished = runner.read(
                Command.of("cat"),
                stream -> {
                    for (int i = 0; i < blocks; i++) {
                        stream.write(block);
                    }
                },
                RunnerTest::count);

        assertThat(finished.output()).isEqualTo((long) blocks * block.length);
    }

    @Test
    void a_command_need_not_read_its_input() throws Exception {
        Finished<String> finished = runner.read(
                Command.of("echo", "done"),
                stream -> {
                    while (true) {
                        stream.write(new byte[8192]);
                    }
                },
                stream -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));

        assertThat(finished.output()).isEqualTo("done\n");
    }

    @Test
    void input_that_cannot_be_had_ends_the_command() {
        assertThatThrownBy(() -> runner.follow(
                        Command.of("sleep", "600"),
                        stream -> {
                            throw new IOException("the tree is gone");
                        },
                        line -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessage("`sleep 600` was stopped: the tree is gone")
                .extracting(e -> ((CommandException) e).reason())
                .isEqualTo(Reason.BROKEN);
    }

    @Test
    void a_missing_program_is_named_with_where_it_was_looked_for() {
        assertThatThrownBy(() -> runner.capture(Command.of("no-such-program"), 10))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot run no-such-program: it is in no directory of PATH (/")
                .hasMessageEndingWith("Install it, or add its directory to PATH");
        assertThatThrownBy(() -> runner.capture(Command.of("/no/such/program"), 10))
                .hasMessage("Cannot run /no/such/program: there is no such program");
        assertThatThrownBy(() -> runner.capture(Command.of("true").in(directory.resolve("none")), 10))
                .hasMessage("Cannot run true in " + directory.resolve("none") + ": there is no such directory");
    }

    @Test
    void the_time_out_kills_the_whole_tree() throws Exception {
        Path pids = directory.resolve("pids");
        Command command = Command.of(
                "sh",
                "-c",
                "sh -c 'trap \"\" TERM; echo $$ >> " + pids + "; sleep 600 & echo $! >> " + pids
                        + "; echo started; while :; do wait; done'");

        assertThatThrownBy(() -> new Runner(Duration.ofSeconds(1)).follow(command, InputWriter.NOTHING, line -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("was still running after 1 s and was stopped; the last it said: started");

        assertThat(Files.readAllLines(pids))
                .hasSize(2)
                .allSatisfy(pid -> assertThat(running(pid)).as("process " + pid).isFalse());
    }

    @Test
    void an_interrupt_kills_the_whole_tree() throws Exception {
        Path pids = directory.resolve("pids");
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Command command = Command.of(
                "sh", "-c", "echo $$ >> " + pids + "; sleep 600 & echo $! >> " + pids + "; echo started; wait");
        Thread thread = new Thread(() -> {
            try {
                runner.follow(command, InputWriter.NOTHING, line -> started.countDown());
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        thread.start();
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        thread.interrupt();

        assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(RunnerTest::running);
    }

    @Test
    void a_process_left_in_the_background_does_not_hold_up_the_run() throws Exception {
        List<String> lines = new ArrayList<>();
        Path pid = directory.resolve("pid");

        Finished<Void> finished = runner.follow(
                Command.of("sh", "-c", "sleep 600 & echo $! > " + pid + "; echo done"),
                InputWriter.NOTHING,
                lines::add);

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(finished.succeeded()).isTrue();
        assertThat(lines).containsExactly("done");
    }

    @Test
    void an_input_that_runs_a_command_ends_with_it() throws Exception {
        Path pid = directory.resolve("pid");
        Command feeder = Command.of("sh", "-c", "echo $$ > " + pid + "; exec sleep 600");

        runner.follow(
                Command.of("sh", "-c", "while ! test -s " + pid + "; do :; done"),
                stream -> runner.follow(feeder, InputWriter.NOTHING, line -> {}),
                line -> {});

        assertThat(running(Files.readString(pid).strip())).isFalse();
    }

    private static long count(InputStream stream) throws IOException {
        long count = 0;
        byte[] buffer = new byte[8192];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            count += read;
        }
        return count;
    }

    private static boolean running(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }
}

package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.local.github.GitHubApp;
import io.jenkins.plugins.deployer.local.github.WebhookSecret;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a command has to do with GitHub: an App to be, and webhooks to listen to. */
final class GitHubOptions {
    private static final Pattern APP_ID = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
    private static final Pattern PLACE = Pattern.compile("(?:(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+):)?([0-9]{1,5})");

    @Option(
            names = "--github-app-id",
            paramLabel = "ID",
            description = "Be this GitHub App: read its account's repositories, private ones too, and show the status"
                    + " 'deployability' on the commits that are built. Needs the next two.")
    private String appId;

    @Option(
            names = "--github-private-key-file",
            paramLabel = "FILE",
            description = "The private key of the App, in PEM as GitHub gives it.")
    private Path keyFile;

    @Option(
            names = "--github-account",
            paramLabel = "ACCOUNT",
            description = "The organisation or user that the App is installed in.")
    private String account;

    @Option(
            names = "--listen",
            paramLabel = "[ADDRESS:]PORT",
            description = {
                "Then wait for webhooks of GitHub there, and do it again for each repository that was pushed to, until"
                        + " interrupted. Without an address only this machine can reach it. Needs the next one."
            })
    private String listen;

    @Option(
            names = "--github-webhook-secret-file",
            paramLabel = "FILE",
            description = "The secret that the webhooks are signed with. What is not signed with it is ignored.")
    private Path secretFile;

    /** Where to listen, and the secret that what comes is signed with. */
    record Listening(InetSocketAddress address, WebhookSecret secret) {}

    /**
     * The App to be; reads its key and asks nobody.
     *
     * @param troubles is told in a sentence when the App is of no use
     * @throws ExitException if only a part of the options is given, or one cannot be right
     */
    Optional<GitHubApp> app(Rules rules, Consumer<String> troubles) throws ExitException {
        long given = Stream.of(appId, keyFile, account)
                .filter(option -> option != null)
                .count();
        if (given == 0) {
            return Optional.empty();
        }
        if (given < 3) {
            throw wrong("a GitHub App takes all of --github-app-id, --github-private-key-file and --github-account");
        }
        if (!APP_ID.matcher(appId).matches()) {
            throw wrong("--github-app-id is a number or a client id, not '" + appId + "'");
        }
        if (!ACCOUNT.matcher(account).matches()) {
            throw wrong("--github-account is the name of an organisation or user, not '" + account + "'");
        }
        try {
            return Optional.of(GitHubApp.of(
                    rules.forge(), appId, read(keyFile, "private key"), keyFile.toString(), account, troubles));
        } catch (IOException e) {
            throw wrong(e.getMessage());
        }
    }

    /** @throws ExitException if only a part of the options is given, or one cannot be right */
    Optional<Listening> listening() throws ExitException {
        if (listen == null && secretFile == null) {
            return Optional.empty();
        }
        if (listen == null || secretFile == null) {
            throw wrong("--listen and --github-webhook-secret-file are given together or not at all");
        }
        String secret = read(secretFile, "secret of the webhooks").replaceFirst("\\R$", "");
        if (secret.isEmpty()) {
            throw wrong("the secret of the webhooks in " + secretFile + " is empty");
        }
        return Optional.of(new Listening(place(), new WebhookSecret(secret)));
    }

    private InetSocketAddress place() throws ExitException {
        Matcher place = PLACE.matcher(listen);
        if (!place.matches() || Integer.parseInt(place.group(2)) > 0xffff) {
            throw wrong("--listen takes [ADDRESS:]PORT, such as 8080 or 192.0.2.7:8080, not '" + listen + "'");
        }
        int port = Integer.parseInt(place.group(2));
        if (place.group(1) == null) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(place.group(1)), port);
        } catch (UnknownHostException e) {
            throw wrong("--listen: there is no address " + place.group(1));
        }
    }

    private static String read(Path file, String what) throws ExitException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw wrong("there is no file " + file + " with the " + what);
        } catch (IOException e) {
            throw wrong("the " + what + " cannot be read from " + file + ": " + e.getMessage());
        }
    }

    private static ExitException wrong(String sentence) {
        return new ExitException(ExitCode.WRONG_INPUT, sentence);
    }
}

package io.jenkins.plugins.deployer.local.github;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.source.GitTokens;
import io.jenkins.plugins.deployer.source.GitUrl;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.kohsuke.github.GHApp;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GHAppInstallationToken;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.authorization.AuthorizationProvider;

/**
 * A GitHub App as it is installed in one account: reads the account's repositories, and shows statuses on their commits. Its
 * tokens, which GitHub gives for an hour, are kept in memory only. Safe for use by several threads; calls block, bounded in
 * time.
 */
public final class GitHubApp implements GitTokens {
    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);
    /** For how long nobody asks again after a token was refused: many Git commands may want one at once. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI forge;
    private final String account;
    private final Consumer<String> troubles;
    private final Clock clock;
    private final GitHub asApp;
    private final GitHub asInstallation;
    private final Map<RepositoryName, GHRepository> repositories = new ConcurrentHashMap<>();
    private Optional<Token> token = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();

    private record Token(String text, Instant renewedAt) {}

    private record Refusal(IOException why, Instant until) {}

    /**
     * @param forge where the account's repositories are: github.com or a GitHub Enterprise Server
     * @param id of the App
     * @param pem its private key
     * @param place where that is from, for sentences
     * @param account the user or organisation that it is installed in
     * @param troubles is told in a sentence when repositories are read anonymously after all
     * @throws IOException with a sentence, if the key is none or the forge cannot be GitHub; asks nobody
     */
    public static GitHubApp of(
            URI forge, String id, String pem, String place, String account, Consumer<String> troubles)
            throws IOException {
        return new GitHubApp(forge, id, AppKey.read(pem, place), account, troubles, Clock.systemUTC(), PATIENCE);
    }

    GitHubApp(
            URI forge,
            String id,
            PrivateKey key,
            String account,
            Consumer<String> troubles,
            Clock clock,
            Duration patience)
            throws IOException {
        this.forge = forge;
        this.account = account;
        this.troubles = troubles;
        this.clock = clock;
        GitHubBuilder server = new GitHubBuilder()
                .withEndpoint(api(forge))
                .withConnector(new PatientConnector(patience))
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL);
        this.asApp = server.withAuthorizationProvider(new AppIdentity(id, key, clock))
                .build();
        AuthorizationProvider installed = () -> "Bearer " + token();
        this.asInstallation = server.withAuthorizationProvider(installed).build();
    }

    /** GitHub Enterprise Server has its API below its own address. */
    private static String api(URI forge) throws IOException {
        if (!"https".equals(forge.getScheme()) && !"http".equals(forge.getScheme())) {
            throw new IOException("a GitHub App needs a forge of GitHub, which " + forge + " cannot be");
        }
        return "github.com".equals(forge.getHost()) ? "https://api.github.com" : forge + "/api/v3";
    }

    /** Whether a repository is one of the account's. */
    public boolean owns(RepositoryName repository) {
        return repository.owner().equalsIgnoreCase(account);
    }

    /** For the account's repositories a token; if GitHub gives none, they are read as anybody may. */
    @Override
    public Optional<String> of(GitUrl url) {
        String below = (forge + "/" + account + "/").toLowerCase(Locale.ROOT);
        if (!url.text().toLowerCase(Locale.ROOT).startsWith(below)) {
            return Optional.empty();
        }
        try {
            return Optional.of(token());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Shows on a commit how far it is.
     *
     * @param context what the status is about
     * @throws IOException with a sentence, if GitHub did not take it
     */
    public void show(RepositoryName repository, String commit, CommitState state, String description, String context)
            throws IOException {
        try {
            GHRepository known = repositories.get(repository);
            if (known == null) {
                known = asInstallation.getRepository(repository.toString());
                repositories.put(repository, known);
            }
            known.createCommitStatus(
                    commit, GHCommitState.valueOf(state.name()), null, CommitState.cut(description), context);
        } catch (IOException | RuntimeException e) {
            throw new GitHubTrouble(e).sentence("GitHub did not take the status of " + repository);
        }
    }

    private synchronized String token() throws IOException {
        Instant now = clock.instant();
        if (token.filter(known -> now.isBefore(known.renewedAt())).isPresent()) {
            return token.get().text();
        }
        if (refusal.filter(known -> now.isBefore(known.until())).isPresent()) {
            throw refusal.get().why();
        }
        try {
            GHAppInstallationToken given = installation().createToken().create();
            token = Optional.of(
                    new Token(given.getToken(), given.getExpiresAt().toInstant().minus(RENEWED_BEFORE_END)));
            refusal = Optional.empty();
            return given.getToken();
        } catch (IOException | RuntimeException e) {
            IOException why = new GitHubTrouble(e).sentence("GitHub gives the App no token for " + account);
            refusal = Optional.of(new Refusal(why, now.plus(PAUSE)));
            troubles.accept(why.getMessage() + "; its repositories are read anonymously");
            throw why;
        }
    }

    private GHAppInstallation installation() throws IOException {
        GHApp app = asApp.getApp();
        try {
            return app.getInstallationByOrganization(account);
        } catch (FileNotFoundException e) {
            return app.getInstallationByUser(account);
        }
    }
}

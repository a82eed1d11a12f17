package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.real.FaultyRegistry;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From what was built to what is published, in one real registry. */
@ExtendWith(RealDocker.Extension.class)
class PublisherITest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final BuildKey AMD64 = new BuildKey("a".repeat(64));
    private static final BuildKey ARM64 = new BuildKey("b".repeat(64));
    private static final Head BRANCH = new Head.Branch("feature");

    private final RealDocker docker;
    private final BuiltImages built;
    private final FaultyRegistry registry;
    private final RegistryClient client = new RegistryClient(Logins.NONE, Set.of(), line -> {});
    private final Publisher publisher = new Publisher(client);
    private final ImageName staging;
    private final ImageName published;

    PublisherITest(RealDocker docker) {
        this.docker = docker;
        this.built = new BuiltImages(docker);
        this.registry = docker.faultyRegistry();
        this.staging = ImageName.parse(registry.address() + "/" + docker.unique("staging"));
        this.published = ImageName.parse(registry.address() + "/" + docker.unique("published"))
                .withTag("live");
    }

    @Test
    void publishes_one_build_as_it_is_and_its_tag_last() throws Exception {
        ImageName image = stage(AMD64, "linux/amd64");

        ImageName result = publisher.publish(one(), Map.of(AMD64, image), Deadline.in(LONG));

        assertThat(result).isEqualTo(published.withDigest(image.digest().get()));
        assertThat(client.resolve(published.withTag("keep-a"), Deadline.in(LONG)))
                .isEqualTo(image.digest().get());
        assertThat(client.resolve(published, Deadline.in(LONG)))
                .isEqualTo(image.digest().get());
        assertThat(manifestsWritten()).containsExactly(image.digest().get(), "keep-a", "live");
        built.pull(direct(result));
    }

    @Test
    void publishes_several_builds_as_an_index_and_its_tag_last() throws Exception {
        ImageName amd64 = stage(AMD64, "linux/amd64");
        ImageName arm64 = stage(ARM64, "linux/arm64");

        ImageName result = publisher.publish(both(), Map.of(AMD64, amd64, ARM64, arm64), Deadline.in(LONG));

        assertThat(client.manifest(published, Deadline.in(LONG)).images().stream()
                        .map(Descriptor::digest))
                .containsExactly(amd64.digest().get(), arm64.digest().get());
        assertThat(manifestsWritten())
                .containsExactly(amd64.digest().get(), arm64.digest().get(), "keep-ab", "live");
        built.pull(direct(result));
    }

    @Test
    void writes_nothing_when_it_is_published_already() throws Exception {
        Map<BuildKey, ImageName> builds =
                Map.of(AMD64, stage(AMD64, "linux/amd64"), ARM64, stage(ARM64, "linux/arm64"));
        ImageName first = publisher.publish(both(), builds, Deadline.in(LONG));
        int before = registry.requests().size();

        ImageName second = publisher.publish(both(), builds, Deadline.in(LONG));

        assertThat(second).isEqualTo(first);
        assertThat(registry.requests().subList(before, registry.requests().size()))
                .allMatch(request -> request.startsWith("GET ") || request.startsWith("HEAD "));
    }

    @Test
    void publishes_nothing_when_a_build_is_missing() throws Exception {
        ImageName gone = staging.withDigest("sha256:" + "0".repeat(64));
        Map<BuildKey, ImageName> builds = Map.of(AMD64, stage(AMD64, "linux/amd64"), ARM64, gone);

        assertThatThrownBy(() -> publisher.publish(both(), builds, Deadline.in(LONG)))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.NOT_FOUND));
        assertThat(manifestsWritten()).isEmpty();
    }

    @Test
    void says_what_could_not_be_published_when_the_registry_refuses() throws Exception {
        ImageName image = stage(AMD64, "linux/amd64");
        registry.failing(403, Integer.MAX_VALUE, request -> request.startsWith("POST "));

        assertThatThrownBy(() -> publisher.publish(one(), Map.of(AMD64, image), Deadline.in(LONG)))
                .hasMessage(registry.address() + " refused to push " + published.repository()
                        + ":live: unknown: out of order; log in with 'docker login " + registry.address() + "'");
    }

    @Test
    void keeps_an_earlier_result_of_the_same_build_too() throws Exception {
        ImageName first = stage(AMD64, "linux/amd64");
        ImageName second = stage(AMD64, "linux/amd64");
        publisher.publish(one(), Map.of(AMD64, first), Deadline.in(LONG));

        publisher.publish(one(), Map.of(AMD64, second), Deadline.in(LONG));

        assertThat(client.resolve(published, Deadline.in(LONG)))
                .isEqualTo(second.digest().get());
        assertThat(client.resolve(published.withTag("keep-a"), Deadline.in(LONG)))
                .isEqualTo(first.digest().get());
        String digits = second.digest().get().substring(7, 19);
        assertThat(client.resolve(published.withTag("keep-a-" + digits), Deadline.in(LONG)))
                .isEqualTo(second.digest().get());
    }

    @Test
    void publishes_a_build_that_was_pushed_straight_to_the_published_repository() throws Exception {
        Plan plan = new Plan(revision(BRANCH), List.of(task(Optional.empty())), List.of(one()), List.of());
        ImageName place = Staging.place(plan.builds().get(0), plan).orElseThrow();
        ImageName image = on(registry.address(), built.push(direct(place), "linux/amd64", 1));

        ImageName result = publisher.publish(one(), Map.of(AMD64, image), Deadline.in(LONG));

        assertThat(result).isEqualTo(published.withDigest(image.digest().get()));
        assertThat(manifestsWritten()).endsWith("keep-a", "live");
    }

    @Test
    void has_no_place_for_a_build_that_is_neither_staged_nor_published() {
        Plan plan = new Plan(revision(BRANCH), List.of(task(Optional.empty())), List.of(), List.of());

        assertThat(Staging.place(plan.builds().get(0), plan)).isEmpty();
    }

    @Test
    void uses_what_was_recorded_of_a_branch_as_long_as_it_is_there() throws Exception {
        Staging stage = new Staging(client, new BuildRecordFile(docker.directory("state")));
        BuildTask task = task(Optional.of(staging.withTag(AMD64.hex())));
        ImageName place = task.staging().get();
        ImageName image = stage(AMD64, "linux/amd64");
        Revision live = revision(new Head.Branch("live"));
        assertThat(stage.find(task, place, live, Deadline.in(LONG)))
                .as("the tag alone proves nothing")
                .isEmpty();

        stage.add(task, place, image.digest().get(), revision(new Head.ChangeRequest("PR-1", "live")), LONG);
        assertThat(stage.find(task, place, live, Deadline.in(LONG)))
                .as("a change request proves nothing")
                .isEmpty();

        BuildRecord record = stage.add(task, place, image.digest().get(), revision(BRANCH), LONG);
        assertThat(stage.find(task, place, live, Deadline.in(LONG))).contains(record);
        assertThat(record.image()).isEqualTo(image);
        assertThat(stage.find(task, published, live, Deadline.in(LONG)))
                .as("it is in another repository")
                .isEmpty();

        delete(image);
        assertThat(stage.find(task, place, live, Deadline.in(LONG)))
                .as("the registry has it no longer")
                .isEmpty();
    }

    private ImageName stage(BuildKey key, String platform) throws Exception {
        return on(registry.address(), built.push(direct(staging).withTag(key.hex()), platform, 10));
    }

    /** The name at the registry itself, for the engine, whose requests are none of ours. */
    private ImageName direct(ImageName image) {
        return on(docker.registry().address(), image);
    }

    private static ImageName on(String address, ImageName image) {
        return new ImageName(address, image.repository(), image.tag(), image.digest());
    }

    private List<String> manifestsWritten() {
        return registry.requests().stream()
                .filter(request -> request.startsWith("PUT ") && request.contains("/manifests/"))
                .map(request -> request.substring(request.lastIndexOf('/') + 1))
                .toList();
    }

    private void delete(ImageName image) throws Exception {
        URI uri = URI.create("http://" + docker.registry().address() + "/v2/" + image.repository() + "/manifests/"
                + image.digest().get());
        HttpResponse<Void> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(202);
    }

    private PublishTask one() {
        return new PublishTask("publish one", List.of(AMD64), published, "keep-a");
    }

    private PublishTask both() {
        return new PublishTask("publish both", List.of(AMD64, ARM64), published, "keep-ab");
    }

    private static Revision revision(Head head) {
        return new Revision(new RepositoryName("ocurrent", "web"), head, "1".repeat(40), "2".repeat(40));
    }

    private static BuildTask task(Optional<ImageName> staging) {
        BuildTask.Recipe recipe = new BuildTask.Recipe(
                new Dockerfile.At("Dockerfile"),
                Map.of(),
                Optional.empty(),
                false,
                true,
                false,
                List.of(),
                List.of(),
                Optional.empty());
        return new BuildTask(AMD64, "build web", Architecture.X86_64, "linux", LONG, recipe, staging, List.of());
    }
}

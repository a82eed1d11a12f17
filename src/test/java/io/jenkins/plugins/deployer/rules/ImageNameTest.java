package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io, library/busybox,, busybox",
        "busybox:1.36, docker.io, library/busybox, 1.36, busybox:1.36",
        "docker.io/busybox, docker.io, library/busybox,, busybox",
        "docker.io/library/busybox, docker.io, library/busybox,, busybox",
        "index.docker.io/busybox, docker.io, library/busybox,, busybox",
        "library/busybox, docker.io, library/busybox,, busybox",
        "ocurrent/base-images:live, docker.io, ocurrent/base-images, live, ocurrent/base-images:live",
        "library/a/b, docker.io, library/a/b,, library/a/b",
        "docker.io/foo.bar/x, docker.io, foo.bar/x,, docker.io/foo.bar/x",
        "docker.io/localhost/x, docker.io, localhost/x,, docker.io/localhost/x",
        "registry.example.org/a/b/c:x, registry.example.org, a/b/c, x, registry.example.org/a/b/c:x",
        "Registry.Example.org/a, registry.example.org, a,, registry.example.org/a",
        "localhost/a, localhost, a,, localhost/a",
        "localhost:5000/a:b, localhost:5000, a, b, localhost:5000/a:b",
        "127.0.0.1:5000/a, 127.0.0.1:5000, a,, 127.0.0.1:5000/a",
        "127.0.0.1/a, 127.0.0.1, a,, 127.0.0.1/a",
        "[::1]:5000/a:b, [::1]:5000, a, b, [::1]:5000/a:b",
        "[2001:db8::1]/a, [2001:db8::1], a,, [2001:db8::1]/a",
        "reg:5000/a, reg:5000, a,, reg:5000/a",
        "a__b/c--d.e_f, docker.io, a__b/c--d.e_f,, a__b/c--d.e_f",
        "localhost:5000, docker.io, library/localhost, 5000, localhost:5000",
    })
    void reads_the_familiar_form_as_docker_does(
            String text, String registry, String repository, String tag, String familiar) {
        ImageName name = ImageName.parse(text);

        assertThat(name)
                .isEqualTo(new ImageName(registry, repository, Optional.ofNullable(tag), Optional.empty()))
                .hasToString(familiar);
        assertThat(ImageName.parse(name.toString())).isEqualTo(name);
    }

    @Test
    void reads_a_digest_with_and_without_a_tag() {
        assertThat(ImageName.parse("a/b@" + DIGEST).digest()).contains(DIGEST);
        assertThat(ImageName.parse("r:5000/a/b:t@" + DIGEST))
                .isEqualTo(new ImageName("r:5000", "a/b", Optional.of("t"), Optional.of(DIGEST)))
                .hasToString("r:5000/a/b:t@" + DIGEST);
    }

    @Test
    void a_tag_replaces_a_digest_and_the_other_way_round() {
        ImageName name = ImageName.parse("a/b:t");

        assertThat(name.withDigest(DIGEST)).hasToString("a/b@" + DIGEST);
        assertThat(name.withDigest(DIGEST).withTag("u")).hasToString("a/b:u");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Foo/bar | a repository has no upper-case letters; did you mean \"foo/bar\"?",
                "Foo:x | a repository has no upper-case letters; did you mean \"foo:x\"?",
                "r.io/Foo@x | a repository has no upper-case letters; did you mean \"r.io/foo@x\"?",
                "https://r.io/a | an image name has no scheme such as https://",
                "r.io/ | the repository is missing",
                ":tag | the repository is missing",
                "a//b | a part between slashes is empty",
                "/a | a part between slashes is empty",
                "a/ | a part between slashes is empty",
                "a_/b | \"a_\" is not a part of a repository",
                "a___b | \"a___b\" is not a part of a repository",
                "a..b/c | \"a..b\" is not the address of a registry",
                "a b | \"a b\" is not a part of a repository",
                "-a | \"-a\" is not a part of a repository",
                "a: | the tag \"\" is not 1 to 128",
                "a:-x | the tag \"-x\" is not 1 to 128",
                "a:b:c | \"a:b\" is not a part of a repository",
                "a@sha256:12 | the digest \"sha256:12\" is not",
                "a@ | the digest \"\" is not",
                "r:0/a | \"r:0\" is not the address of a registry",
                "r:65536/a | \"r:65536\" is not the address of a registry",
                "r:/a | \"r:\" is not the address of a registry",
                "[::1/a | \"[::1\" is not the address of a registry",
                "-r.io/a | \"-r.io\" is not the address of a registry",
            })
    void says_what_is_wrong(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageName.parse(text))
                .withMessageStartingWith("the image name \"" + text + "\" is not valid: " + reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_025, 100_000})
    void refuses_endless_names(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageName.parse("a".repeat(length)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageName("a", "b", Optional.of("-".repeat(length)), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageName("a.".repeat(length), "b", Optional.empty(), Optional.empty()));
    }

    @Test
    void refuses_an_image_id() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageName.parse("0123456789abcdef".repeat(4)))
                .withMessageEndingWith("64 hexadecimal digits are an image id, not a repository");
    }
}

package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jenkins.plugins.deployer.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForgeTest {
    private static Rules rules(String forge) {
        return Policies.rules(
                """
                version: 1
                forge: "%s"
                repositories:
                  ocurrent/x: { builds: [{ docker: Dockerfile }] }
                """
                        .formatted(forge));
    }

    private static void assertMeans(String forge, String remote) throws RefusedByRules {
        assertThat(new Forge(rules(forge)).repository(remote)).hasToString("ocurrent/x");
    }

    /** Refused, or understood as a repository that the rules do not name; never the one that they do. */
    private static void assertIsAnother(String forge, String remote) {
        try {
            assertThat(new Forge(rules(forge)).repository(remote).toString())
                    .as(remote)
                    .isNotEqualTo("ocurrent/x");
        } catch (RefusedByRules e) {
            assertThat(e)
                    .message()
                    .contains("is not plainly one of the forge " + forge)
                    .doesNotContain("\n", "\0");
        }
    }

    static Stream<Arguments> same() {
        return Stream.of(
                arguments("https://github.com", "https://github.com/ocurrent/x"),
                arguments("https://github.com", "https://github.com/ocurrent/x.git"),
                arguments("https://github.com", "https://github.com/ocurrent/x/"),
                arguments("https://github.com", "https://github.com:443/ocurrent/x.git"),
                arguments("https://github.com", "HTTPS://GitHub.COM/ocurrent/x.git"),
                arguments("https://github.com", "https://github.com/OCurrent/X.git"),
                arguments("https://github.com", "https://token@github.com/ocurrent/x.git"),
                arguments("https://github.com", "https://user:pass@github.com/ocurrent/x.git"),
                arguments("https://github.com", "https://x-access-token:ghs_abc@github.com/ocurrent/x"),
                arguments("https://github.com", "git@github.com:ocurrent/x.git"),
                arguments("https://github.com", "git@github.com:/ocurrent/x"),
                arguments("https://github.com", "git@GITHUB.com:ocurrent/X.git"),
                arguments("https://github.com", "ssh://git@github.com/ocurrent/x.git"),
                arguments("https://github.com", "ssh://git@github.com:22/ocurrent/x"),
                arguments("https://github.com/", "https://github.com/ocurrent/x"),
                arguments("https://git.example.org:8443", "https://git.example.org:8443/ocurrent/x.git"),
                arguments("https://git.example.org:8443", "git@git.example.org:ocurrent/x.git"),
                arguments("http://127.0.0.1:3000", "http://127.0.0.1:3000/ocurrent/x.git"),
                arguments("http://git.local", "http://git.local:80/ocurrent/x.git"),
                arguments("http://[::1]:3000", "http://[::1]:3000/ocurrent/x.git"),
                arguments("https://example.org/git", "https://example.org/git/ocurrent/x.git"),
                arguments("https://gitlab.com/group", "git@gitlab.com:group/ocurrent/x.git"),
                arguments("https://gitlab.com/group", "ssh://git@gitlab.com/group/ocurrent/x"),
                arguments("ssh://git@git.example.org", "git@git.example.org:ocurrent/x.git"),
                arguments("ssh://git@git.example.org", "ssh://git@git.example.org/ocurrent/x.git"),
                arguments("ssh://git@git.example.org", "https://git.example.org/ocurrent/x.git"),
                arguments("ssh://forge@git.example.org:2222/srv", "ssh://forge@git.example.org:2222/srv/ocurrent/x"),
                arguments("file:///srv/git", "file:///srv/git/ocurrent/x"),
                arguments("file:///srv/git", "file:///srv/git/ocurrent/x.git"),
                arguments("file:///srv/git", "/srv/git/ocurrent/x"),
                arguments("file:///srv/git", "/srv/git/ocurrent/x.git/"));
    }

    @ParameterizedTest
    @MethodSource("same")
    void the_same_repository_is_recognised_however_it_is_reached(String forge, String remote) throws RefusedByRules {
        assertMeans(forge, remote);
    }

    static Stream<Arguments> others() {
        List<Arguments> all = new ArrayList<>();
        for (String remote : List.of(
                // other servers
                "https://gitlab.com/ocurrent/x",
                "https://evil.example/ocurrent/x.git",
                "git@evil.example:ocurrent/x.git",
                "ssh://git@evil.example/ocurrent/x",
                "https://api.github.com/ocurrent/x",
                "https://gist.github.com/ocurrent/x",
                "https://raw.githubusercontent.com/ocurrent/x",
                "https://www.github.com/ocurrent/x",
                "https://192.30.252.128/ocurrent/x",
                // look-alikes
                "https://github.com.evil.example/ocurrent/x",
                "https://evilgithub.com/ocurrent/x",
                "https://github.co/ocurrent/x",
                "https://github.comm/ocurrent/x",
                "https://githubXcom/ocurrent/x",
                "https://github.com./ocurrent/x",
                "https://.github.com/ocurrent/x",
                "https://github..com/ocurrent/x",
                "https://g\u0456thub.com/ocurrent/x",
                "https://xn--gthub-n4a.com/ocurrent/x",
                "https://github\u3002com/ocurrent/x",
                "https://github.com\u2044ocurrent/x",
                "https://github%2ecom/ocurrent/x",
                "https://github.com%2f/ocurrent/x",
                "https://%67ithub.com/ocurrent/x",
                // user information that looks like a host, and hosts that look like user information
                "https://github.com@evil.example/ocurrent/x",
                "https://github.com:443@evil.example/ocurrent/x",
                "https://github.com%40evil.example/ocurrent/x",
                "https://evil.example@@github.com/ocurrent/x",
                "https://a@evil.example@github.com/ocurrent/x",
                "https://evil.example/@github.com/ocurrent/x",
                "https://evil.example#@github.com/ocurrent/x",
                "https://evil.example?@github.com/ocurrent/x",
                "https://evil.example\\@github.com/ocurrent/x",
                "https://github.com\\@evil.example/ocurrent/x",
                "https://evil.example:80#@github.com/ocurrent/x",
                "https://evil.example;@github.com/ocurrent/x",
                "https://evil.example&@github.com\t/ocurrent/x",
                "git@evil.example:git@github.com:ocurrent/x",
                "git@github.com@evil.example:ocurrent/x",
                "github.com:git@evil.example/ocurrent/x",
                // ports
                "https://github.com:8443/ocurrent/x",
                "https://github.com:80/ocurrent/x",
                "https://github.com:22/ocurrent/x",
                "https://github.com:0443/ocurrent/x",
                "https://github.com:/ocurrent/x",
                "https://github.com:+443/ocurrent/x",
                "https://github.com:443443/ocurrent/x",
                "https://github.com:65979/ocurrent/x",
                "https://github.com:-1/ocurrent/x",
                "https://github.com:443:443/ocurrent/x",
                "ssh://git@github.com:2222/ocurrent/x",
                "ssh://git@github.com:443/ocurrent/x",
                "git@github.com:22/ocurrent/x",
                // schemes
                "http://github.com/ocurrent/x",
                "http://github.com:443/ocurrent/x",
                "git://github.com/ocurrent/x",
                "ftp://github.com/ocurrent/x",
                "git+ssh://git@github.com/ocurrent/x",
                "ssh+git://git@github.com/ocurrent/x",
                "ext::sh -c 'touch x'",
                "ext::https://github.com/ocurrent/x",
                "https::https://github.com/ocurrent/x",
                "fd::17/ocurrent/x",
                "file://github.com/ocurrent/x",
                "file:///github.com/ocurrent/x",
                "/github.com/ocurrent/x",
                "//github.com/ocurrent/x",
                "github.com/ocurrent/x",
                "./github.com/ocurrent/x",
                "https:github.com/ocurrent/x",
                "https:/github.com/ocurrent/x",
                "https:///github.com/ocurrent/x",
                "https://",
                "https:///ocurrent/x",
                "https://github.com",
                "https://github.com/",
                // other people of the same machine
                "mallory@github.com:ocurrent/x",
                "github.com:ocurrent/x",
                "ssh://github.com/ocurrent/x",
                "ssh://mallory@github.com/ocurrent/x",
                "Git@github.com:ocurrent/x",
                "git:pw@github.com:ocurrent/x",
                "git@github.com:~git/ocurrent/x",
                "ssh://git@github.com/~mallory/ocurrent/x",
                // other paths
                "https://github.com/evil/x",
                "https://github.com/ocurrent/y",
                "https://github.com/ocurrent/x2",
                "https://github.com/ocurrent",
                "https://github.com/x",
                "https://github.com/evil/ocurrent/x",
                "https://github.com/ocurrent/x/x",
                "https://github.com/ocurrent/x/../../evil/x",
                "https://github.com/evil/x/../../ocurrent/x",
                "https://github.com/./ocurrent/x",
                "https://github.com/ocurrent/./x",
                "https://github.com/ocurrent//x",
                "https://github.com//ocurrent/x",
                "https://github.com/ocurrent/x//",
                "https://github.com/ocurrent/x.git.git",
                "https://github.com/ocurrent/x.git/.git",
                "https://github.com/ocurrent/x/.git/",
                "https://github.com/ocurrent/x?evil",
                "https://github.com/ocurrent/x#evil",
                "https://github.com/ocurrent/x;evil",
                "https://github.com/ocurrent/x ",
                " https://github.com/ocurrent/x",
                "https://github.com/ocurrent/x\n",
                "https://evil.example/\nhttps://github.com/ocurrent/x",
                "https://github.com/ocurrent/x\r\nHost: evil",
                "https://github.com/ocurrent/x\0",
                "https://github.com\t/ocurrent/x",
                "https://github.com/ocurrent\\x",
                "https:\\\\github.com\\ocurrent\\x",
                "https://github.com/ocurrent|x",
                "https://github.com/${X}/x",
                "https://github.com/$OWNER/x",
                "https://${HOST}/ocurrent/x",
                "https://github.com/ocurrent/x`id`",
                "https://github.com/ocurrent/\u0445",
                "https://github.com/ocurrent/x\u200b",
                // hidden ways to write it
                "https://github.com/%6Fcurrent/x",
                "https://github.com/%6fcurrent/%78",
                "https://github.com/ocurrent%2Fx",
                "https://github.com/ocurrent%2fx.git",
                "https://github.com/evil%2F..%2Focurrent/x",
                "https://github.com/evil/%2e%2e/ocurrent/x",
                "https://github.com/ocurrent/x%00",
                "https://github.com/ocurrent/x%2Egit",
                "https://github.com/ocurrent/x%20",
                "https://github.com/ocurrent/x%",
                "https://github.com/ocurrent/x%7",
                "https://github.com/ocurrent/x%zz",
                "https://github.com/ocurrent/%+78",
                "https://github.com/ocurrent/%-8x",
                "https://github.com/ocurrent/%C1%B8",
                "git@github.com:ocurrent%2Fx",
                "git@github.com:%6Fcurrent/x",
                // no addresses at all
                "",
                "/",
                ":",
                "@",
                "x",
                "ocurrent/x",
                "--upload-pack=touch x",
                "-oProxyCommand=touch x@github.com:ocurrent/x",
                "$(touch x)",
                "C:\\ocurrent\\x",
                "[::1]:ocurrent/x",
                "a".repeat(1_000_000))) {
            all.add(arguments("https://github.com", remote));
        }
        // the rules' own port, user, base and letters
        all.add(arguments("https://git.example.org:8443", "https://git.example.org/ocurrent/x"));
        all.add(arguments("https://git.example.org:8443", "ssh://git@git.example.org:8443/ocurrent/x"));
        all.add(arguments("https://git.example.org", "https://git.example.org/OCurrent/x"));
        all.add(arguments("https://git.example.org", "git@git.example.org:ocurrent/X"));
        all.add(arguments("https://example.org/git", "https://example.org/ocurrent/x"));
        all.add(arguments("https://example.org/git", "https://example.org/git/../ocurrent/x"));
        all.add(arguments("https://example.org/git", "https://example.org/gitocurrent/x"));
        all.add(arguments("https://example.org/git", "https://example.org/GIT/ocurrent/x"));
        all.add(arguments("https://gitlab.com/group", "git@gitlab.com:ocurrent/x"));
        all.add(arguments("http://127.0.0.1:3000", "https://127.0.0.1:3000/ocurrent/x"));
        all.add(arguments("http://127.0.0.1:3000", "http://127.0.0.1:3001/ocurrent/x"));
        all.add(arguments("http://127.0.0.1:3000", "http://localhost:3000/ocurrent/x"));
        all.add(arguments("http://127.0.0.1:3000", "http://127.1:3000/ocurrent/x"));
        all.add(arguments("http://127.0.0.1:3000", "http://2130706433:3000/ocurrent/x"));
        all.add(arguments("ssh://git@git.example.org", "mallory@git.example.org:ocurrent/x"));
        all.add(arguments("ssh://git@git.example.org", "ssh://git@git.example.org:2222/ocurrent/x"));
        all.add(arguments("ssh://git@git.example.org", "http://git.example.org/ocurrent/x"));
        all.add(arguments("ssh://git@git.example.org", "https://git.example.org:8443/ocurrent/x"));
        all.add(arguments("ssh://git@git.example.org:2222", "git@git.example.org:ocurrent/x"));
        for (String remote : List.of(
                "file:///srv/git/../git/ocurrent/x",
                "/srv/git/../evil/ocurrent/x",
                "/srv/evil/ocurrent/x",
                "/srv/git2/ocurrent/x",
                "/srv/git//ocurrent/x",
                "//srv/git/ocurrent/x",
                "/srv/git/ocurrent/x/../y",
                "file://localhost/srv/git/ocurrent/x",
                "file://evil.example/srv/git/ocurrent/x",
                "file:/srv/git/ocurrent/x",
                "file:////srv/git/ocurrent/x",
                "file:///srv/git/ocurrent%2Fx",
                "file:///srv%2Fgit/ocurrent/x",
                "srv/git/ocurrent/x",
                "./srv/git/ocurrent/x",
                "~/srv/git/ocurrent/x",
                "localhost:/srv/git/ocurrent/x",
                "git@localhost:/srv/git/ocurrent/x",
                "https://localhost/srv/git/ocurrent/x",
                "FILE:///srv/git/ocurrent/x")) {
            all.add(arguments("file:///srv/git", remote));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("others")
    void no_other_address_means_a_repository_of_the_rules(String forge, String remote) {
        assertIsAnother(forge, remote);
    }

    @Test
    void a_repository_that_the_rules_do_not_name_keeps_its_name() throws RefusedByRules {
        assertThat(new Forge(rules("https://github.com")).repository("https://github.com/Evil/y.git"))
                .hasToString("Evil/y");
    }

    @Test
    void a_name_with_letters_beyond_ascii_is_written_in_one_way() throws RefusedByRules {
        Rules rules = Policies.rules(
                """
                version: 1
                repositories:
                  "équipe/x": { builds: [{ docker: Dockerfile }] }
                """);

        assertThat(new Forge(rules).repository("https://github.com/%C3%A9quipe/x.git"))
                .hasToString("équipe/x");
        // the same letter as two code points
        assertThatThrownBy(() -> new Forge(rules).repository("https://github.com/e%CC%81quipe/x"))
                .isInstanceOf(RefusedByRules.class);
    }

    @Test
    void a_refusal_does_not_tell_the_password_of_the_address() {
        for (String remote : List.of(
                "https://bot:hunter2@evil.example/ocurrent/x",
                "https://hunter2@evil.example/ocurrent/x",
                "https://bot:hunter2/3@evil.example/ocurrent/x",
                "https://bot:hunter2@3@evil.example/ocurrent/x",
                "http://bot:hunter2@github.com/ocurrent/x")) {
            assertThatThrownBy(() -> new Forge(rules("https://github.com")).repository(remote))
                    .isInstanceOf(RefusedByRules.class)
                    .message()
                    .doesNotContain("hunter2");
        }
    }
}

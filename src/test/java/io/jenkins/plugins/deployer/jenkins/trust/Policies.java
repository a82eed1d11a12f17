package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** A small organisation: one repository with two images, one of which is live, and another repository. */
final class Policies {
    static final String RULES =
            """
            version: 1
            hosts:
              toxis: { docker: "ssh://deployer@toxis.example.org" }
              m1-a: { solo5: "ssh://root@m1-a.example.org:2222", directory: /srv/unikernels }
              robur: { albatross: "albatross.example.org:1025" }
              here: { docker: "unix:///var/run/docker.sock" }
              near: { docker: "tcp://127.0.0.1:2376" }
              six: { docker: "ssh://deployer@[2001:db8::7]" }
            repositories:
              ocurrent/docker-base-images:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - branch: live
                        publish: ocurrent/base-images:live
                        services:
                          - { service: base-images_builder, host: toxis }
                      - tag: v*
                        publish: ocurrent/base-images:release
                        services:
                          - { service: base-images_release, host: toxis }
                  - docker: Dockerfile.web
                    deploy:
                      - branch: live
                        publish: ocurrent/base-images-web:live
                        prebuilt: true
                        services:
                          - { service: base-images_web, host: toxis }
              mirage/mirage-www:
                builds:
                  - docker: Dockerfile
                    deploy:
                      - branch: live
                        publish: mirage/www:live
                        services:
                          - { service: www, host: toxis }
                  - unikernel: Dockerfile.mirage
                    target: hvt
                    deploy:
                      - { branch: live, unikernel: www, host: robur, memory: 64, networks: {service: br0} }
                      - { tag: v*, unikernel: release, host: m1-a }
            images:
              - { image: "chocobozzz/peertube:production", services: [{ service: peertube, host: toxis }] }
            """;

    static final RulesAt READ =
            new RulesAt(rules(RULES), "c0ffee", "resources/deployer/rules.yaml of the library \"ops\"");

    static final Policy POLICY = new Policy(READ);

    static final String KEY = "a".repeat(64);
    static final String OTHER_KEY = "b".repeat(64);

    private Policies() {}

    static Rules rules(String yaml) {
        try {
            return RulesReader.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        } catch (RulesException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String digest(char digit) {
        return "sha256:" + String.valueOf(digit).repeat(64);
    }

    static ImageName image(String repository, char digit) {
        return ImageName.parse(repository + "@" + digest(digit));
    }

    /** A run of the live branch that has built both images (1 and 2), and published the first (3). */
    static Facts live() {
        return new Facts(
                "org/docker-base-images/live",
                true,
                RepositoryName.parse("ocurrent/docker-base-images"),
                new Head.Branch("live"),
                Facts.Replay.NO,
                new Produced(
                        Map.of(
                                "ocurrent/base-images:live",
                                Set.of(KEY),
                                "ocurrent/base-images-web:live",
                                Set.of(OTHER_KEY)),
                        Map.of(),
                        Map.of(
                                KEY, image("registry.example.org/staging", '1'),
                                OTHER_KEY, image("registry.example.org/staging", '2')),
                        Map.of("ocurrent/base-images:live", digest('3'))));
    }

    /** A run of the live branch of the unikernel's repository, which has built that. */
    static Facts mirage(Head head) {
        return new Facts(
                "org/mirage-www/live",
                true,
                RepositoryName.parse("mirage/mirage-www"),
                head,
                Facts.Replay.NO,
                new Produced(
                        Map.of(),
                        Map.of("www@robur", KEY, "release@m1-a", OTHER_KEY),
                        Map.of(
                                KEY, image("registry.example.org/staging", '1'),
                                OTHER_KEY, image("registry.example.org/staging", '2')),
                        Map.of()));
    }

    static Facts with(Head head) {
        Facts live = live();
        return new Facts(live.job(), live.listed(), live.repository(), head, live.replay(), live.produced());
    }

    static Facts with(String repository) {
        Facts live = live();
        return new Facts(
                live.job(),
                live.listed(),
                RepositoryName.parse(repository),
                live.head(),
                live.replay(),
                live.produced());
    }

    static Facts unlisted() {
        Facts live = live();
        return new Facts(live.job(), false, live.repository(), live.head(), live.replay(), live.produced());
    }

    static Facts with(Facts.Replay replay) {
        Facts live = live();
        return new Facts(live.job(), live.listed(), live.repository(), live.head(), replay, live.produced());
    }

    static Facts with(Produced produced) {
        Facts live = live();
        return new Facts(live.job(), live.listed(), live.repository(), live.head(), live.replay(), produced);
    }
}

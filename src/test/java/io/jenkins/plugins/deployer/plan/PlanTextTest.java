package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void a_live_branch_shows_what_follows_what() {
        assertThat(text(Examples.live()))
                .isEqualTo(
                        """
                ocurrent/docker-base-images, branch live, commit 0123456789ab
                ├─ 1 Build Dockerfile for x86_64 (agent linux && docker, at most 50 min)
                ├─ 2 Build Dockerfile for riscv64 (agent linux-riscv64, at most 1 h 40 min)
                └─ 1, 2 → Publish ocurrent/base-images:live
                   └─ → Deploy base-images_builder on toxis, https://images.ci.ocaml.org
                """);
    }

    @Test
    void a_unikernel_follows_its_build() {
        assertThat(text(new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE)))
                .isEqualTo(
                        """
                mirage/mirage-www, branch master, commit 0123456789ab
                ├─ 1 Build Dockerfile for hvt on x86_64 (agent linux && docker, at most 50 min)
                ├─ 2 Build Dockerfile for xen on x86_64 (agent linux && docker, at most 50 min)
                └─ 1 → Deploy unikernel www on robur, https://mirage.io
                """);
    }

    @Test
    void other_heads_say_why_nothing_follows() {
        assertThat(text(Examples.revision(new Head.Branch("feature"))))
                .endsWith("└─ nothing is published or deployed: the branch feature is not live in the rules\n");
        assertThat(text(Examples.revision(new Head.ChangeRequest("PR-12", "live"))))
                .startsWith("ocurrent/docker-base-images, change request PR-12 into live, commit")
                .endsWith("└─ nothing is published or deployed: change requests are only built\n");
    }

    private static String text(Revision revision) {
        return PlanText.of(Planner.plan(Examples.rules(), revision, Map.of()));
    }
}

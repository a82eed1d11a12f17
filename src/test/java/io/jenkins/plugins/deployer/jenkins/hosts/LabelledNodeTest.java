package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledNodeTest {
    @Test
    void a_label_that_nobody_has_is_to_be_given_to_somebody() {
        assertThat(LabelledNode.lack("dmz", List.of()))
                .isEqualTo("no node has the label dmz that the rules give in via; give it to an agent with the property"
                        + " \"Deploy agent\"");
    }

    @Test
    void nodes_that_take_builds_do_not_count() {
        assertThat(LabelledNode.lack("dmz", List.of(new LabelledNode("builder", false, true))))
                .isEqualTo("no node with the label dmz is a deploy agent (builder); switch on \"Deploy agent\" in the"
                        + " node's configuration");
    }

    @Test
    void those_that_are_offline_are_named() {
        List<LabelledNode> nodes = List.of(
                new LabelledNode("e", true, false),
                new LabelledNode("builder", false, true),
                new LabelledNode("d", true, false),
                new LabelledNode("c", true, false),
                new LabelledNode("b", true, false));

        assertThat(LabelledNode.lack("dmz", nodes))
                .isEqualTo("no deploy agent with the label dmz is online (b, c, d and 1 more)");
    }
}

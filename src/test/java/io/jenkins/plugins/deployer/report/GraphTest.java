package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.Golden;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphTest {
    private static final Pattern LOADS = Pattern.compile("(?i)\\b(src|srcset|xlink:href|@import)\\s*[=(]|url\\(");

    @Test
    void the_drawing_is_the_one_that_a_person_looked_at() {
        Golden.assertEquals(GraphSvg.of(RulesFiles.example()), GraphTest.class, "graph.svg");
    }

    @Test
    void the_page_is_the_one_that_a_person_looked_at() {
        Golden.assertEquals(GraphPage.of(RulesFiles.example(), "Example rules"), GraphTest.class, "graph.html");
    }

    @Test
    void nothing_of_the_rules_becomes_markup() throws Exception {
        Rules rules = RulesFiles.read(
                """
                version: 1
                hosts:
                  h: { docker: default }
                repositories:
                  o/r:
                    builds:
                      - docker: "<script>alert(1)</script>\\"'&"
                        deploy:
                          - branch: "</title><img-src=x>"
                            publish: o/r:live
                            services: [{ service: s, host: h, url: "https://example.org/?a=1&b=%22%3E" }]
                """);
        String title = "</title><script>alert(2)</script>";

        String page = GraphPage.of(rules, title);

        assertThat(page.split("<script", -1)).as("the page's own script").hasSize(2);
        assertThat(page).doesNotContain("<img").doesNotContain("</title><script>");
        assertThat(texts(parse(GraphSvg.of(rules)), "title"))
                .contains("<script>alert(1)</script>\"'&\nx86_64", "o/r:live\nbranch </title><img-src=x>");
    }

    @Test
    void nothing_is_loaded_from_anywhere() {
        assertThat(GraphPage.of(RulesFiles.example(), "rules")).doesNotContainPattern(LOADS);
        assertThat(GraphSvg.of(RulesFiles.example())).doesNotContainPattern(LOADS);
    }

    @Test
    void only_addresses_of_the_web_become_links() {
        assertThat(Links.web(Optional.of(URI.create("javascript:alert(1)")))).isEmpty();
        assertThat(Links.web(Optional.of(URI.create("https://example.org")))).isPresent();
    }

    @Test
    void every_link_inside_the_page_leads_somewhere() {
        String page = GraphPage.of(RulesFiles.example(), "rules");

        List<String> targets = Pattern.compile("href=\"#([^\"]*)\"")
                .matcher(page)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();

        assertThat(targets).hasSizeGreaterThan(10).allSatisfy(id -> assertThat(page)
                .contains("id=\"" + id + "\""));
    }

    @Test
    void nodes_of_five_hundred_services_neither_overlap_nor_leave_the_drawing() throws Exception {
        Document svg = parse(GraphSvg.of(RulesFiles.services(500)));

        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
        List<double[]> boxes = new ArrayList<>();
        for (Element node : elements(svg, "g")) {
            if (node.getAttribute("class").startsWith("node")) {
                String[] at = node.getAttribute("transform").split("[( )]");
                boxes.add(new double[] {Double.parseDouble(at[1]), Double.parseDouble(at[2])});
            }
        }
        boxes.sort((a, b) -> a[0] == b[0] ? Double.compare(a[1], b[1]) : Double.compare(a[0], b[0]));

        assertThat(boxes).hasSize(4 * 500 + 25);
        for (int i = 0; i < boxes.size(); i++) {
            assertThat(boxes.get(i)[1]).isBetween(0.0, height - GraphLayout.NODE_HEIGHT);
            if (i > 0 && boxes.get(i - 1)[0] == boxes.get(i)[0]) {
                assertThat(boxes.get(i)[1] - boxes.get(i - 1)[1]).isGreaterThanOrEqualTo(GraphLayout.NODE_HEIGHT);
            }
        }
    }

    @Test
    void rules_without_anything_make_an_empty_drawing() throws Exception {
        Rules none = RulesFiles.read("version: 1\nrepositories: {}\n");

        assertThat(elements(parse(GraphSvg.of(none)), "path")).isEmpty();
        assertThat(GraphPage.of(none, "nothing")).contains("<b>0</b> repositories");
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document svg, String name) {
        return elements(svg, name).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList list = svg.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            elements.add((Element) list.item(i));
        }
        return elements;
    }
}

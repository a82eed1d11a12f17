package io.jenkins.plugins.deployer.jenkins.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.util.Optional;

/** News of a deployment in the form of Slack: one line, and below it, with a colour, what else there is to know. */
final class Message {
    /** Of a commit, for people. */
    private static final int BRIEF = 10;
    /** In characters; the log has all of it. */
    private static final int LONGEST_REASON = 1000;

    private Message() {}

    /** The fields of a message; the channel is the caller's. */
    static ObjectNode of(News news) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        String line = line(news);
        json.put("text", line).put("unfurl_links", false).put("unfurl_media", false);
        news.ended().ifPresent(ended -> {
            ObjectNode attachment = json.putArray("attachments").addObject();
            String details = details(news, ended);
            attachment
                    .put("color", colour(ended.outcome()))
                    .put("text", details)
                    .put("fallback", details);
            attachment.putArray("mrkdwn_in").add("text");
        });
        return json;
    }

    private static String line(News news) {
        String what = news.commit()
                .map(commit -> link(commit.substring(0, Math.min(BRIEF, commit.length())), news.page()))
                .or(() -> news.ended().map(ended -> escape(ended.image())))
                .orElse("");
        String outcome = news.ended().map(ended -> ended.outcome().label()).orElse("deploying…");
        return verb(news.cause()) + " " + (what.isEmpty() ? "" : what + " ") + "as "
                + escape(news.service().toString()) + ": *" + outcome
                + "*" + news.streak().map(streak -> " (" + streak + ")").orElse("") + " · "
                + link(news.run(), news.build());
    }

    private static String verb(Deployment.Cause cause) {
        return switch (cause) {
            case PUSH, IMAGE -> "Deploy";
            case REDEPLOY -> "Redeploy";
            case DRIFT -> "Put right";
            case ROLL_BACK -> "Roll back to";
        };
    }

    private static String details(News news, Deployment ended) {
        String reason = ended.reason();
        String text = escape(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason);
        return text
                + ended.gap().map(gap -> "\nUsers saw: " + gap).orElse("")
                + ended.url()
                        .filter(url -> ended.isGood())
                        .map(url -> "\n" + link(url.toString(), Optional.of(url)))
                        .orElse("");
    }

    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case LIVE, UNCHANGED -> "good";
            case ROLLED_BACK, FAILED -> "danger";
            case SUPERSEDED, REFUSED -> "warning";
        };
    }

    /** Only addresses of the web become links. */
    private static String link(String text, Optional<URI> address) {
        return address.filter(
                        uri -> "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                .map(uri -> "<" + escape(uri.toASCIIString()).replace("|", "%7C") + "|"
                        + escape(text).replace('|', '¦') + ">")
                .orElse(escape(text));
    }

    /** As Slack's documentation "Formatting text" wants it; nothing can become a link or a mention then. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

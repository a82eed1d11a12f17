package io.jenkins.plugins.deployer.jenkins.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import io.jenkins.plugins.deployer.jenkins.courier.WebAnswer;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the one message of a deployment as the deployment is. A bot posts it when the deployment begins, and changes it when it
 * has ended; a webhook, which cannot change anything, posts it at the end. Of a message that may have arrived there is no
 * second one.
 */
final class SlackLetter implements Letter {
    /** Slack's own troubles, of which it says nothing else. */
    private static final Set<String> PASSING =
            Set.of("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final WebApi web;
    private final Subject subject;

    /** The deployment that is told of. */
    interface Subject {
        News now();

        /** The channel, in the words of the rules. */
        String channel();

        /** @throws IllegalArgumentException with a sentence if there is none */
        SlackAccount account();

        /** What was kept of the message. */
        Optional<String> recall();

        void keep(String what);

        /** Says a line in the run's log. */
        void say(String line);
    }

    SlackLetter(WebApi web, Subject subject) {
        this.web = web;
        this.subject = subject;
    }

    /**
     * What is remembered of a message.
     *
     * @param place its channel and time stamp; empty if it cannot be changed
     * @param isLast whether it tells the end
     */
    private record Posted(Optional<Place> place, boolean isLast) {
        static Optional<Posted> read(String text) {
            String[] words = text.split(" ");
            boolean isLast = words[0].equals("ended");
            return Optional.of(
                    words.length == 3
                            ? new Posted(Optional.of(new Place(words[1], words[2])), isLast)
                            : new Posted(Optional.empty(), isLast));
        }

        @Override
        public String toString() {
            return (isLast ? "ended" : "begun")
                    + place.map(at -> " " + at.channel() + " " + at.time()).orElse("");
        }
    }

    /** @param channel its id, as names cannot be used for changes */
    private record Place(String channel, String time) {}

    /** @param kept of a message */
    static boolean hasToldEnd(Optional<String> kept) {
        return kept.flatMap(Posted::read).filter(Posted::isLast).isPresent();
    }

    @Override
    public Delivery deliver() throws InterruptedException {
        News news = subject.now();
        Optional<Posted> posted = subject.recall().flatMap(Posted::read);
        if (posted.filter(message -> message.isLast() || news.ended().isEmpty()).isPresent()) {
            return Delivery.done();
        }
        SlackAccount account;
        try {
            account = subject.account();
        } catch (IllegalArgumentException e) {
            return new Delivery.Never(e.getMessage());
        }
        if (account instanceof SlackAccount.Bot bot) {
            Optional<Place> place = posted.flatMap(Posted::place);
            return place.isPresent() ? change(bot, news, place.get()) : post(bot, news);
        }
        return news.ended().isPresent() ? post((SlackAccount.Hook) account, news) : Delivery.done();
    }

    private Delivery post(SlackAccount.Bot bot, News news) throws InterruptedException {
        ObjectNode body = Message.of(news).put("channel", subject.channel());
        WebAnswer answer = web.send("POST", bot.method("chat.postMessage"), bot.headers(), body);
        Delivery delivery = said(answer);
        if (delivery instanceof Delivery.Done) {
            WebAnswer.Answered answered = (WebAnswer.Answered) answer;
            Optional<Place> place = answered.text("channel")
                    .flatMap(channel -> answered.text("ts").map(time -> new Place(channel, time)));
            keep(new Posted(place, news.ended().isPresent()));
            return delivery;
        }
        return once(answer, delivery, news);
    }

    private Delivery change(SlackAccount.Bot bot, News news, Place place) throws InterruptedException {
        ObjectNode body = Message.of(news).put("channel", place.channel()).put("ts", place.time());
        WebAnswer answer = web.send("POST", bot.method("chat.update"), bot.headers(), body);
        if (answer instanceof WebAnswer.Answered answered
                && answered.text("error")
                        .filter(error -> error.equals("message_not_found") || error.equals("cant_update_message"))
                        .isPresent()) {
            return post(bot, news);
        }
        Delivery delivery = said(answer);
        if (delivery instanceof Delivery.Done) {
            keep(new Posted(Optional.of(place), news.ended().isPresent()));
        }
        return delivery;
    }

    private Delivery post(SlackAccount.Hook hook, News news) throws InterruptedException {
        ObjectNode body = Message.of(news).put("channel", subject.channel());
        WebAnswer answer = web.send("POST", hook.address(), Map.of(), body);
        if (answer instanceof WebAnswer.Answered answered && answered.isGood()) {
            keep(new Posted(Optional.empty(), true));
            return Delivery.done();
        }
        return once(answer, said(answer), news);
    }

    private void keep(Posted posted) {
        subject.keep(posted.toString());
    }

    /** Whoever cannot be sure does not post again. That a deployment began is told with its end then. */
    private Delivery once(WebAnswer answer, Delivery delivery, News news) {
        boolean mayHaveArrived = answer instanceof WebAnswer.Silence silence && silence.mayHaveArrived()
                || answer instanceof WebAnswer.Answered answered
                        && answered.isGood()
                        && answered.body().isEmpty();
        if (!mayHaveArrived) {
            return delivery;
        }
        if (news.ended().isEmpty()) {
            return Delivery.done();
        }
        String why = delivery instanceof Delivery.Later later ? later.why() : "";
        return new Delivery.Never(why + "; it may have arrived, so it is not sent again");
    }

    private static Delivery said(WebAnswer answer) {
        if (answer instanceof WebAnswer.Silence silence) {
            return new Delivery.Later("Slack did not answer: " + silence.why(), Duration.ZERO);
        }
        if (answer instanceof WebAnswer.Unsendable unsendable) {
            return new Delivery.Never("Slack cannot be asked: " + unsendable.why());
        }
        WebAnswer.Answered answered = (WebAnswer.Answered) answer;
        Optional<String> error = answered.text("error");
        String said = "Slack answered " + answered.status()
                + error.map(what -> " (" + what + ")").orElse("");
        if (answered.isGood() && answered.text("ok").equals(Optional.of("true"))) {
            return Delivery.done();
        }
        Duration pause = answered.retryAfter().orElse(Duration.ZERO);
        if (answered.status() == 429
                || answered.status() >= 500
                || error.filter(PASSING::contains).isPresent()) {
            return new Delivery.Later(said, pause);
        }
        if (answered.isGood() && answered.body().isEmpty()) {
            return new Delivery.Later("Slack's answer could not be read", pause);
        }
        return new Delivery.Never(said + error.map(SlackLetter::advice).orElse(""));
    }

    private static String advice(String error) {
        return switch (error) {
            case "channel_not_found", "not_in_channel" ->
                ": invite the bot to the channel, or name another one in the rules";
            case "is_archived" -> ": name another channel in the rules";
            case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired" ->
                ": the token that the slack plugin is configured with is not accepted";
            case "missing_scope" -> ": the bot needs the scope chat:write";
            default -> "";
        };
    }

    @Override
    public void dropped(String why) {
        if (subject.now().ended().isPresent()) {
            keep(new Posted(Optional.empty(), true));
        }
        subject.say("Slack's " + subject.channel() + " was not told of the deployment of "
                + subject.now().service() + ": " + why);
    }
}

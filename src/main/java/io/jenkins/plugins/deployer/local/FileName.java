package io.jenkins.plugins.deployer.local;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names of files made from names of rules. */
final class FileName {
    private FileName() {}

    /** A name that no other text gets, whatever is in it; most texts stay readable. */
    static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    /** The text that got this name. */
    static String text(String name) {
        return URLDecoder.decode(name, StandardCharsets.UTF_8);
    }
}

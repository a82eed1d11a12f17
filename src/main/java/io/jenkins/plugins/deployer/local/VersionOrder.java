package io.jenkins.plugins.deployer.local;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders the names of tags as people number versions: {@code v1.9} before {@code v1.10}. */
final class VersionOrder implements Comparator<String> {
    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String one, String other) {
        List<String> left = parts(one);
        List<String> right = parts(other);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = comparePart(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.size(), right.size());
        return order != 0 ? order : one.compareTo(other);
    }

    private static int comparePart(String left, String right) {
        boolean numbers = Character.isDigit(left.charAt(0)) && Character.isDigit(right.charAt(0));
        return numbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher = PART.matcher(text); matcher.find(); ) {
            parts.add(matcher.group());
        }
        return parts;
    }
}

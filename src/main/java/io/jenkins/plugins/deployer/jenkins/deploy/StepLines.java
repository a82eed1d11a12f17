package io.jenkins.plugins.deployer.jenkins.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a step that are maps and lists in Pipelines, and on forms a text with a line for each part. */
final class StepLines {
    private static final Set<String> MAPS = Set.of("networks", "blocks");
    private static final String LIST = "arguments";

    private StepLines() {}

    /** Whether a word of the step is such a one. */
    static boolean isOne(String word) {
        return MAPS.contains(word) || word.equals(LIST);
    }

    /**
     * What a Pipeline gave, as lines.
     *
     * @return anything that is neither a map nor a list as it is
     * @throws IllegalArgumentException if a part has a line break
     */
    static Object of(Object given) {
        if (given instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> line(entry.getKey() + "=" + entry.getValue()))
                    .collect(Collectors.joining("\n"));
        }
        if (given instanceof List<?> list) {
            return list.stream().map(part -> line(String.valueOf(part))).collect(Collectors.joining("\n"));
        }
        return given;
    }

    private static String line(String text) {
        if (text.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("the words of a unikernel have no line breaks");
        }
        return text;
    }

    /** Lines as a Pipeline would write them; as they are, if they make no sense. */
    static Object inPipelines(String word, Object lines) {
        if (!(lines instanceof String text)) {
            return lines;
        }
        try {
            return word.equals(LIST) ? list(text) : devices(word, text);
        } catch (IllegalArgumentException e) {
            return lines;
        }
    }

    /** Without empty lines, and without blanks around the others. */
    static String tidy(String lines) {
        return lines == null ? "" : String.join("\n", list(lines));
    }

    static List<String> list(String lines) {
        return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /**
     * Devices of a unikernel, and what they are on the host.
     *
     * @param word of the step, for sentences
     * @throws IllegalArgumentException if a line is not {@code DEVICE=ON_HOST}, or a device is there twice
     */
    static Map<String, String> devices(String word, String lines) {
        Map<String, String> devices = new LinkedHashMap<>();
        for (String line : list(lines)) {
            int equals = line.indexOf('=');
            if (equals < 1 || equals == line.length() - 1) {
                throw new IllegalArgumentException(word + " has the line \"" + line + "\"; write " + word
                        + ": [device: 'on the host'], or on the" + " form lines such as service=br0");
            }
            String device = line.substring(0, equals).strip();
            if (devices.put(device, line.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(word + " names the device \"" + device + "\" twice");
            }
        }
        return devices;
    }
}

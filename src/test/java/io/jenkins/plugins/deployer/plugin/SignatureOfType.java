package io.jenkins.plugins.deployer.plugin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One type as javap prints it.
 *
 * @param declaration modifiers, name and type parameters
 * @param superclass or empty
 */
record SignatureOfType(String declaration, String superclass, Set<String> interfaces, Set<String> members) {
    /** The types of javap's output, by their names. */
    static Map<String, SignatureOfType> read(String javap) {
        Map<String, SignatureOfType> types = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : javap.lines().toList()) {
            if (line.startsWith("}")) {
                SignatureOfType type = of(lines);
                if (types.put(type.name(), type) != null) {
                    throw new IllegalArgumentException("twice: " + type.name());
                }
                lines.clear();
            } else if (!line.startsWith("Compiled from") && !line.isBlank()) {
                lines.add(line);
            }
        }
        return types;
    }

    String name() {
        return declaration.replaceFirst("<.*", "").replaceFirst(".* ", "");
    }

    private static SignatureOfType of(List<String> lines) {
        Set<String> members = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            // An initializer of fields is nothing that anybody uses.
            if (!line.equals("  static {};")) {
                members.add(line.strip());
            }
        }
        List<String> words = outsideBrackets(lines.get(0).replaceFirst(" \\{$", ""), ' ');
        boolean isInterface = words.contains("interface");
        StringBuilder declaration = new StringBuilder();
        StringBuilder superclass = new StringBuilder();
        StringBuilder interfaces = new StringBuilder();
        StringBuilder part = declaration;
        for (String word : words) {
            if (word.equals("implements") || word.equals("extends") && isInterface) {
                part = interfaces;
            } else if (word.equals("extends")) {
                part = superclass;
            } else {
                part.append(part.isEmpty() ? "" : " ").append(word);
            }
        }
        Set<String> each = new HashSet<>();
        for (String one : outsideBrackets(interfaces.toString(), ',')) {
            each.add(one.strip());
        }
        return new SignatureOfType(declaration.toString(), superclass.toString(), each, members);
    }

    private static List<String> outsideBrackets(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? separator : text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && c == separator) {
                if (i > start) {
                    parts.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }
}

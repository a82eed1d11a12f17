package io.jenkins.plugins.deployer.rules;

/** A file cannot be read beyond this place. */
final class YamlFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    YamlFault(int line, int column, String message) {
        super(message);
        this.line = line;
        this.column = column;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}

package io.jenkins.plugins.deployer.rules;

import java.io.Serializable;

/**
 * Something wrong in a rules file.
 *
 * @param file the name of the file, as the reader was given it
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong and, where it can be guessed, what was meant
 */
public record Problem(String file, int line, int column, String message) implements Serializable {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}

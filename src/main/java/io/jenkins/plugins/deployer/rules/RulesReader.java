package io.jenkins.plugins.deployer.rules;

/** Reads rules files. Stateless; does no I/O. */
public final class RulesReader {
    private RulesReader() {}

    /**
     * @param file what problems call the file
     * @param content the bytes of the file, UTF-8
     * @throws RulesException with every problem found
     */
    public static Rules read(String file, byte[] content) throws RulesException {
        throw new UnsupportedOperationException();
    }
}

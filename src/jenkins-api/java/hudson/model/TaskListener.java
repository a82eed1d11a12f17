package hudson.model;

import java.io.PrintStream;
import java.io.PrintWriter;

public interface TaskListener {
    TaskListener NULL = null;

    default PrintWriter error(String msg) {
        throw new UnsupportedOperationException();
    }

    PrintStream getLogger();
}

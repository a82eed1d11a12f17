package hudson;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

public abstract class Launcher {
    private Launcher() {}

    public boolean isUnix() {
        throw new UnsupportedOperationException();
    }

    public abstract void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException;

    public final Launcher.ProcStarter launch() {
        throw new UnsupportedOperationException();
    }

    public final class ProcStarter {
        private ProcStarter() {}

        public Launcher.ProcStarter cmds(String... args) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter envs(Map<String, String> overrides) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter pwd(FilePath workDir) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter quiet(boolean quiet) {
            throw new UnsupportedOperationException();
        }

        public Proc start() throws IOException {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stderr(OutputStream err) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdin(InputStream in) {
            throw new UnsupportedOperationException();
        }

        public Launcher.ProcStarter stdout(OutputStream out) {
            throw new UnsupportedOperationException();
        }
    }
}

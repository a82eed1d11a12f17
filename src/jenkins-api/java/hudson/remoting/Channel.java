package hudson.remoting;

import java.io.Closeable;
import java.io.IOException;

public class Channel implements VirtualChannel, Closeable {
    private Channel() {}

    public void addListener(Channel.Listener l) {
        throw new UnsupportedOperationException();
    }

    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    public <T> T export(Class<T> type, T instance) {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public boolean isClosingOrClosed() {
        throw new UnsupportedOperationException();
    }

    public boolean removeListener(Channel.Listener l) {
        throw new UnsupportedOperationException();
    }

    public abstract static class Listener {
        public Listener() {
            throw new UnsupportedOperationException();
        }

        public void onClosed(Channel channel, IOException cause) {
            throw new UnsupportedOperationException();
        }
    }
}

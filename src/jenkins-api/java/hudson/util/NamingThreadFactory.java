package hudson.util;

import java.util.concurrent.ThreadFactory;

public final class NamingThreadFactory implements ThreadFactory {
    public NamingThreadFactory(ThreadFactory delegate, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Thread newThread(Runnable r) {
        throw new UnsupportedOperationException();
    }
}

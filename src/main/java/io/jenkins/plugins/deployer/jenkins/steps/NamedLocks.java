package io.jenkins.plugins.deployer.jenkins.steps;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each name, first come first served, that is forgotten when nobody wants it. Safe for use by several threads. */
final class NamedLocks {
    private final Map<String, Lock> locks = new HashMap<>();

    private static final class Lock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private int wanted;

        Lock() {
            super(true);
        }
    }

    /** Gives the lock back when it is closed, by the same thread. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits for the lock of a name. */
    Held take(String name) throws InterruptedException {
        Lock lock;
        synchronized (locks) {
            lock = locks.computeIfAbsent(name, unknown -> new Lock());
            lock.wanted++;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            leave(name, lock);
            throw e;
        }
        return () -> {
            lock.unlock();
            leave(name, lock);
        };
    }

    private void leave(String name, Lock lock) {
        synchronized (locks) {
            lock.wanted--;
            if (lock.wanted == 0) {
                locks.remove(name);
            }
        }
    }

    /** How many names somebody wants. */
    int size() {
        synchronized (locks) {
            return locks.size();
        }
    }
}

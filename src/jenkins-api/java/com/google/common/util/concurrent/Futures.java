package com.google.common.util.concurrent;

public final class Futures extends GwtFuturesCatchingSpecialization {
    private Futures() {}

    public static <V> ListenableFuture<V> immediateFuture(V value) {
        throw new UnsupportedOperationException();
    }
}

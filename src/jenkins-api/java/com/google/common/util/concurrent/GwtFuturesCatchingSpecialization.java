package com.google.common.util.concurrent;

abstract class GwtFuturesCatchingSpecialization {
    GwtFuturesCatchingSpecialization() {
        throw new UnsupportedOperationException();
    }
}

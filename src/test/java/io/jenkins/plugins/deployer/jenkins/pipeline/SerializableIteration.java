package io.jenkins.plugins.deployer.jenkins.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Lets a program be written in the middle of a loop over a list, as Jenkins does. A Groovy category. */
public final class SerializableIteration {
    private SerializableIteration() {}

    public static <E> Iterator<E> iterator(List<E> list) {
        return new Place<>(new ArrayList<>(list));
    }

    private static final class Place<E> implements Iterator<E>, Serializable {
        private static final long serialVersionUID = 1L;

        private final ArrayList<E> list;
        private int next;

        private Place(ArrayList<E> list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            return next < list.size();
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return list.get(next++);
        }
    }
}

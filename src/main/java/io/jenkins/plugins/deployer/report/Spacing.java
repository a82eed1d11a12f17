package io.jenkins.plugins.deployer.report;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Puts things in a column where they want to be, or as near as their order and distances permit. */
final class Spacing {
    private Spacing() {}

    /** How far a single thing may pull the others, in pixels: more would tear them away from where they want to be. */
    private static final double PULL = 120;

    /**
     * Near to the wanted positions, with what has to give way spread evenly.
     *
     * @param distance of each from the one before it, at least; the first is not used
     */
    static double[] place(double[] wanted, double[] distance) {
        double[] robust = leastDifferences(wanted, distance);
        double[] near = new double[wanted.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = Math.max(robust[i] - PULL, Math.min(robust[i] + PULL, wanted[i]));
        }
        return leastSquares(near, distance);
    }

    /**
     * The positions with the least sum of absolute differences from the wanted ones, which a few that want to be far
     * away do not change.
     */
    static double[] leastDifferences(double[] wanted, double[] distance) {
        double[] offset = offsets(distance);
        double[] placed = new double[wanted.length];
        PriorityQueue<Double> largest = new PriorityQueue<>(Comparator.reverseOrder());
        for (int i = 0; i < placed.length; i++) {
            double free = wanted[i] - offset[i];
            largest.add(free);
            if (largest.element() > free) {
                largest.remove();
                largest.add(free);
            }
            placed[i] = largest.element();
        }
        for (int i = placed.length - 2; i >= 0; i--) {
            placed[i] = Math.min(placed[i], placed[i + 1]);
        }
        for (int i = 0; i < placed.length; i++) {
            placed[i] += offset[i];
        }
        return placed;
    }

    private static double[] offsets(double[] distance) {
        double[] offset = new double[distance.length];
        for (int i = 1; i < offset.length; i++) {
            offset[i] = offset[i - 1] + distance[i];
        }
        return offset;
    }

    /**
     * The positions with the least sum of squared differences from the wanted ones. Without the distances this is
     * isotonic regression, which pooling adjacent violators solves in linear time (Barlow and others, 1972).
     */
    static double[] leastSquares(double[] wanted, double[] distance) {
        int count = wanted.length;
        double[] offset = offsets(distance);
        double[] mean = new double[count];
        int[] size = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            mean[pools] = wanted[i] - offset[i];
            size[pools] = 1;
            pools++;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                int together = size[pools - 2] + size[pools - 1];
                mean[pools - 2] = (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / together;
                size[pools - 2] = together;
                pools--;
            }
        }
        double[] placed = new double[count];
        int next = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int end = next + size[pool]; next < end; next++) {
                placed[next] = mean[pool] + offset[next];
            }
        }
        return placed;
    }
}

package jenkins.metrics.api;

import com.codahale.metrics.MetricSet;
import hudson.ExtensionPoint;

public abstract class MetricProvider implements ExtensionPoint {
    public MetricProvider() {
        throw new UnsupportedOperationException();
    }

    public abstract MetricSet getMetricSet();
}

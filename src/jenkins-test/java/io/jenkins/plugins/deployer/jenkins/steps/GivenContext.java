package io.jenkins.plugins.deployer.jenkins.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step's context that has what the test gave it, fails where it was given nothing, and keeps how the step ended. */
final class GivenContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient Map<Class<?>, Object> given;
    final transient CompletableFuture<Object> outcome = new CompletableFuture<>();

    GivenContext(Map<Class<?>, Object> given) {
        this.given = given;
    }

    @Override
    public <T> T get(Class<T> key) {
        if (!given.containsKey(key)) {
            throw new IllegalStateException("there is no " + key.getSimpleName());
        }
        return key.cast(given.get(key));
    }

    @Override
    public void onSuccess(Object result) {
        outcome.complete(result);
    }

    @Override
    public void onFailure(Throwable cause) {
        outcome.completeExceptionally(cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

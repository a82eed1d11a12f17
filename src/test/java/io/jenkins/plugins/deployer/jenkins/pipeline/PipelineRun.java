package io.jenkins.plugins.deployer.jenkins.pipeline;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.ObjectInputStreamWithLoader;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.SerializableScript;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import groovy.lang.Closure;
import groovy.lang.GroovyClassLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;

/**
 * Runs a Jenkinsfile on the real engine of Pipelines, without Jenkins. Between any two steps the whole program is
 * written and read again, as if the controller had been restarted there.
 */
final class PipelineRun {
    private static final List<Class> CATEGORIES = Stream.concat(
                    Continuable.categories.stream(), Stream.of(SerializableIteration.class))
            .toList();

    private final Steps steps;
    private final GroovyClassLoader classes;
    private final List<StepCall> calls = new ArrayList<>();

    /** What the steps do that are not blocks. */
    interface Steps {
        /** @return what the step returns; it fails with what this throws */
        Object run(StepCall call) throws Throwable;
    }

    PipelineRun(Steps steps) {
        this.steps = steps;
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(new CpsTransformer());
        this.classes = new GroovyClassLoader(PipelineRun.class.getClassLoader(), configuration);
        configuration.setScriptBaseClass(compiledBase().getName());
    }

    private Class<?> compiledBase() {
        try {
            return classes.loadClass("io.jenkins.plugins.deployer.jenkins.pipeline.PipelineScript");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every step so far, blocks included, in the order of their beginning. */
    List<StepCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Runs a script to its end.
     *
     * @return its value
     * @throws Throwable what it fails with
     */
    Object run(String jenkinsfile) throws Throwable {
        Class<?> script = classes.parseClass(jenkinsfile, "Jenkinsfile");
        Fiber main = new Fiber(new Continuable(
                (SerializableScript) script.getDeclaredConstructor().newInstance()));
        while (!main.isDone()) {
            main.advance(this);
            main = restart(main);
        }
        return main.outcome.replay();
    }

    private Fiber restart(Fiber main) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(main);
        }
        try (ObjectInputStreamWithLoader in =
                new ObjectInputStreamWithLoader(new ByteArrayInputStream(saved.toByteArray()), classes)) {
            return (Fiber) in.readObject();
        }
    }

    /** A program, or a branch of it: either between two steps, or waiting for its branches. */
    private static final class Fiber implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Continuable program;
        private final Map<String, Fiber> branches = new LinkedHashMap<>();
        private Outcome outcome = new Outcome(null, null);

        Fiber(Continuable program) {
            this.program = program;
        }

        boolean isDone() {
            return !program.isResumable();
        }

        /** Takes one step, of the least advanced branch if there are some. */
        void advance(PipelineRun run) {
            for (Map.Entry<String, Fiber> branch : branches.entrySet()) {
                if (!branch.getValue().isDone()) {
                    branch.getValue().advance(run);
                    // The others come first the next time.
                    branches.remove(branch.getKey());
                    branches.put(branch.getKey(), branch.getValue());
                    return;
                }
            }
            if (!branches.isEmpty()) {
                outcome = join();
                branches.clear();
            }
            outcome = program.run0(outcome, CATEGORIES);
            if (isDone()) {
                return;
            }
            StepCall call = (StepCall) outcome.getNormal();
            run.calls.add(call);
            if (call.argument() instanceof Map<?, ?> map && call.name().equals("parallel")) {
                map.forEach((title, body) -> branches.put((String) title, new Fiber(begin((Closure<?>) body))));
            } else {
                outcome = run.outcomeOf(call);
            }
        }

        private Outcome join() {
            Map<String, Object> values = new LinkedHashMap<>();
            Throwable failure = null;
            for (Map.Entry<String, Fiber> branch : branches.entrySet()) {
                Outcome end = branch.getValue().outcome;
                if (end.isSuccess()) {
                    values.put(branch.getKey(), end.getNormal());
                } else if (failure == null) {
                    failure = end.getAbnormal();
                }
            }
            return failure == null ? new Outcome(values, null) : new Outcome(null, failure);
        }

        private static Continuable begin(Closure<?> body) {
            try {
                throw new AssertionError("not compiled for Pipelines: " + body.call());
            } catch (CpsCallableInvocation call) {
                return new Continuable(call.asBlock());
            }
        }
    }

    private Outcome outcomeOf(StepCall call) {
        try {
            return new Outcome(steps.run(call), null);
        } catch (Throwable e) {
            return new Outcome(null, e);
        }
    }
}

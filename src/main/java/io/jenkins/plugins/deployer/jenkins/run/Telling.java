package io.jenkins.plugins.deployer.jenkins.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.courier.Letter;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Sees to it that others are told of each run what they are to be told, though the controller is killed meanwhile: a run is
 * noted before anything of it counts, until it is over and every {@link RunWatch} has told all of it.
 */
@Extension
public final class Telling {
    private static final Logger LOGGER = Logger.getLogger(Telling.class.getName());

    private final OpenRuns open =
            new OpenRuns(Jenkins.get().getRootDir().toPath().resolve("deployer").resolve("open-runs.json"));

    public static Telling get() {
        return ExtensionList.lookupSingleton(Telling.class);
    }

    /** What an earlier process did not tell. */
    @Initializer(after = InitMilestone.JOB_LOADED, fatal = false)
    @SuppressWarnings("try")
    public static void goOn() throws IOException {
        OpenRuns runs = get().open;
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            for (String id : runs.all()) {
                Run<?, ?> run = Run.fromExternalizableId(id);
                if (run == null) {
                    runs.close(id);
                } else {
                    RunWatch.tell(watch -> watch.goOn(run));
                    get().look(run);
                }
            }
        }
    }

    /** Something of a run is about to be kept that others will be told. Writes a file, the first time. */
    void begin(Run<?, ?> run) throws IOException {
        open.open(run.getExternalizableId());
    }

    /**
     * Sends a letter about a run. Does not wait.
     *
     * @param place only the newest of several letters to one place has to arrive
     */
    public void send(Run<?, ?> run, String place, Letter letter) {
        ControllerCourier.get().send(place, new Letter() {
            @Override
            public Delivery deliver() throws InterruptedException {
                Delivery delivery = letter.deliver();
                if (delivery instanceof Delivery.Done) {
                    look(run);
                }
                return delivery;
            }

            @Override
            public void dropped(String why) {
                letter.dropped(why);
                look(run);
            }
        });
    }

    /** Forgets a run of which all is told. */
    private void look(Run<?, ?> run) {
        if (run.isBuilding()
                || !ExtensionList.lookup(RunWatch.class).stream().allMatch(watch -> watch.hasToldAll(run))) {
            return;
        }
        try {
            open.close(run.getExternalizableId());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "that all of " + run + " is told could not be kept");
        }
    }

    /** Of a run of which all is told before it is over nobody hears any more. */
    @Extension
    public static final class Ends extends RunListener<Run<?, ?>> {
        @Override
        public void onFinalized(Run<?, ?> run) {
            if (DeployerRunAction.find(run).isPresent()) {
                get().send(run, "end of " + run.getExternalizableId(), new Letter() {
                    @Override
                    public Delivery deliver() {
                        return Delivery.done();
                    }

                    @Override
                    public void dropped(String why) {
                        LOGGER.fine(why);
                    }
                });
            }
        }
    }
}

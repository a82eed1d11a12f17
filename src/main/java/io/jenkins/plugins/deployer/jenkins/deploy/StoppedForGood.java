package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelMachine;

/**
 * Advances roll-outs of unikernels on a controller, where nobody goes on with one that somebody stopped: what was kept for it
 * goes as soon as it was said what runs. Safe for use as any machine.
 */
record StoppedForGood(UnikernelMachine machine) implements RollOutMachine {
    @Override
    public Advance advance(RollOut state) throws InterruptedException {
        return machine.advance(state);
    }

    @Override
    public String whatIsLive(RollOut state) throws InterruptedException {
        try {
            return machine.whatIsLive(state);
        } finally {
            machine.abandon(state);
        }
    }

    @Override
    public boolean isIdle() {
        return machine.isIdle();
    }
}

package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;

/**
 * The machine of Docker's services and that of unikernels, told apart by what a roll-out has in it. Used by several threads.
 */
record EitherMachine(RollOutMachine services, RollOutMachine unikernels) implements RollOutMachine {
    @Override
    public Advance advance(RollOut state) throws InterruptedException {
        return of(state).advance(state);
    }

    @Override
    public String whatIsLive(RollOut state) throws InterruptedException {
        return of(state).whatIsLive(state);
    }

    private RollOutMachine of(RollOut state) {
        return kind(state) == ServiceOnHost.Kind.UNIKERNEL ? unikernels : services;
    }

    /** What a roll-out is of, if it is none of a compose project. */
    static ServiceOnHost.Kind kind(RollOut state) {
        return state.particulars().isPresent() ? ServiceOnHost.Kind.UNIKERNEL : ServiceOnHost.Kind.SERVICE;
    }
}

package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;

/** Where the binaries of roll-outs come from. Used by several threads. */
public interface UnikernelBinaries {
    /**
     * The binary of an image in a file of this machine, which stays there until {@link #forget}. Takes as long as the
     * bytes do; run by a thread that may wait. A second call for the same request costs nothing.
     *
     * @param id of the request
     * @throws ImageException if the registry does not give it
     * @throws UnikernelException if the image does not have it, or it could not be stored
     */
    UnikernelFile take(String id, ImageName image, WantedUnikernel wanted, Deadline deadline)
            throws ImageException, UnikernelException, InterruptedException;

    /** The file of a request is not needed any longer. */
    void forget(String id);
}

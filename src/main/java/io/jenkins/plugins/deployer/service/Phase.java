package io.jenkins.plugins.deployer.service;

/**
 * Where a roll-out stands. A phase is saved before what it does is done, so that it may be begun again: each one
 * first looks whether it was done already.
 */
public enum Phase {
    /** Nothing is known yet; ends in {@code unchanged} if there is nothing to do. */
    INSPECT,
    /**
     * The guards are asked, and all is made ready for the change while the old version serves: the host's engine pulls
     * the image, or the way back to the present unikernel is secured.
     */
    PULL,
    /** The one change is to be made; from here on the host may have been changed. */
    UPDATE,
    /** The change was made: what runs is followed until it has settled, and health has answered. */
    FOLLOW,
    /** The new version is bad: the last good one is to run again. */
    BACK,
    /** The last good version is what is to run again, and has to prove that it does. */
    PROVE,
    /** It is over. */
    ENDED
}

package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;

/** What came is not what Albatross says; the message, which has no subject, goes on after "sent". */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}

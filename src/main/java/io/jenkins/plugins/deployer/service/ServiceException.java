package io.jenkins.plugins.deployer.service;

import java.io.IOException;

/** A stack or a compose project cannot be deployed; the message says which, why and what to do. */
public final class ServiceException extends IOException {
    private static final long serialVersionUID = 1L;

    public ServiceException(String message) {
        super(message);
    }

    ServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}

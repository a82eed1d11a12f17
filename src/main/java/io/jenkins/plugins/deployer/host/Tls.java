package io.jenkins.plugins.deployer.host;

import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * With what certificates to speak TLS to an engine.
 *
 * @param sockets knows this side's certificate and key
 * @param trusted decides whether the other side is the engine
 */
record Tls(SSLSocketFactory sockets, X509TrustManager trusted) {}

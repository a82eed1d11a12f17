/** Somebody else's images that the rules name: looked up on their period, and deployed in runs of one generated job. */
package io.jenkins.plugins.deployer.jenkins.images;

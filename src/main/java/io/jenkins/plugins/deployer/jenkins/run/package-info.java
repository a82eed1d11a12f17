/** What runs planned, built, published and deployed, as data on the run. */
package io.jenkins.plugins.deployer.jenkins.run;

/** What is shown of a commit of the rules' own repository, before it is merged. */
package io.jenkins.plugins.deployer.jenkins.library;

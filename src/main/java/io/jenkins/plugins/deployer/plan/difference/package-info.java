/** What a change of the rules changes: two rules files compared by what they ask for, not by how they are written. Pure. */
package io.jenkins.plugins.deployer.plan.difference;

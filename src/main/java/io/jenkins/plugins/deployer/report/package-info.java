/**
 * Deployments and their log, and views of the rules and of what is live: as text, JSON, Markdown, SVG and HTML. Views are
 * pure functions of what they are given.
 */
package io.jenkins.plugins.deployer.report;

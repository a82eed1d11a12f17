/**
 * The pages of the deployer in Jenkins. What they show are values without Jenkins types, made of the rules, the store and what
 * is under way, none of which waits for a host or a repository; the classes named {@code …Page} and {@code Sight} put them
 * before people, each of whom sees the services of the jobs that they may see.
 */
package io.jenkins.plugins.deployer.jenkins.pages;

package io.jenkins.plugins.deployer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

@AnalyzeClasses(packages = "io.jenkins.plugins.deployer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the lowest to the highest. */
    private static final List<String> ENGINE =
            List.of("process", "rules", "plan", "source", "host", "image", "service", "unikernel", "report");

    /** The two adapters, side by side on top of the engine. */
    private static final List<String> ADAPTERS = List.of("local", "jenkins");

    /** The packages of plugins that may be absent. */
    private static final List<String> OPTIONAL = List.of(
            "org.jenkinsci.plugins.docker",
            "org.jenkinsci.plugins.github_branch_source",
            "io.jenkins.plugins.checks",
            "jenkins.plugins.slack",
            "jenkins.metrics");

    @ArchTest
    static final ArchRule dependencies_point_downwards = downwards();

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = SlicesRuleDefinition.slices()
            .matching("io.jenkins.plugins.deployer.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_plugin_knows_jenkins = noClasses()
            .that()
            .resideOutsideOfPackage("io.jenkins.plugins.deployer.jenkins..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "hudson..",
                    "jenkins..",
                    "org.jenkinsci..",
                    "org.jenkins..",
                    "com.cloudbees..",
                    "org.kohsuke.stapler..",
                    "groovy..",
                    "io.jenkins.plugins.checks..");

    /** Whoever follows a link does nothing, and has nothing done to him. */
    @ArchTest
    static final ArchRule form_methods_are_no_links = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("io.jenkins.plugins.deployer.jenkins..")
            .and()
            .haveNameMatching("do(Fill|Check|AutoComplete|Test|Validate)[A-Z].*")
            .should()
            .beAnnotatedWith("org.kohsuke.stapler.verb.POST");

    /** What needs a plugin that may be absent is apart, and nothing else touches it: variant lets Jenkins enter it. */
    @ArchTest
    static void optional_plugins_are_entered_only_by_jenkins(JavaClasses classes) {
        for (String plugin : OPTIONAL) {
            Set<String> apart = classes.stream()
                    .filter(type -> dependsOn(type, plugin))
                    .map(JavaClass::getPackageName)
                    .collect(toSet());
            noClasses()
                    .that()
                    .resideOutsideOfPackages(apart.toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(apart.toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    private static boolean dependsOn(JavaClass type, String packageName) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(packageName));
    }

    private static ArchRule downwards() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : ENGINE) {
            architecture = architecture.optionalLayer(name).definedBy("io.jenkins.plugins.deployer." + name + "..");
        }
        for (String name : ADAPTERS) {
            architecture = architecture
                    .optionalLayer(name)
                    .definedBy("io.jenkins.plugins.deployer." + name + "..")
                    .whereLayer(name)
                    .mayNotBeAccessedByAnyLayer();
        }
        for (int i = 0; i < ENGINE.size(); i++) {
            List<String> above = new ArrayList<>(ENGINE.subList(i + 1, ENGINE.size()));
            above.addAll(ADAPTERS);
            architecture =
                    architecture.whereLayer(ENGINE.get(i)).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
        }
        return architecture;
    }
}

package io.jenkins.plugins.deployer;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

@AnalyzeClasses(packages = "io.jenkins.plugins.deployer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the lowest to the highest; {@code local} and later {@code jenkins} stand side by side on top. */
    private static final List<String> PACKAGES =
            List.of("process", "rules", "plan", "source", "host", "image", "service", "unikernel", "report", "local");

    @ArchTest
    static final ArchRule dependencies_point_downwards = downwards();

    @ArchTest
    static final ArchRule packages_are_free_of_cycles = SlicesRuleDefinition.slices()
            .matching("io.jenkins.plugins.deployer.(*)..")
            .should()
            .beFreeOfCycles();

    private static ArchRule downwards() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : PACKAGES) {
            architecture = architecture.optionalLayer(name).definedBy("io.jenkins.plugins.deployer." + name + "..");
        }
        for (int i = 0; i < PACKAGES.size(); i++) {
            List<String> above = PACKAGES.subList(i + 1, PACKAGES.size());
            architecture = above.isEmpty()
                    ? architecture.whereLayer(PACKAGES.get(i)).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(PACKAGES.get(i)).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
        }
        return architecture;
    }
}

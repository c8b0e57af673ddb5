package io.fleetwire.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms' rules, as ARCHITECTURE.md lists them. */
@AnalyzeClasses(packages = "io.fleetwire", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String REGISTRY = "io.fleetwire.protocol.registry";

    private static final String[] PURE = {
        "io.fleetwire.event..",
        "io.fleetwire.protocol..",
        "io.fleetwire.engine.geo..",
        "io.fleetwire.engine.config..",
        "io.fleetwire.engine.vehicle..",
        "io.fleetwire.engine.rule..",
        "io.fleetwire.engine.score..",
        "io.fleetwire.engine.fact..",
        "io.fleetwire.sim.world..",
        "io.fleetwire.sim.fault.."
    };

    @ArchTest
    static final ArchRule PACKAGES_FORM_A_LIST_NOT_A_WEB =
            slices().matching("io.fleetwire.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule GATEWAY_AND_PROCESSOR_NEVER_SEE_EACH_OTHER = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fleetwire.engine..", "io.fleetwire.service..", "io.fleetwire.clickhouse..");

    @ArchTest
    static final ArchRule THE_PROCESSOR_NEVER_SEES_THE_GATEWAY = noClasses()
            .that()
            .resideInAnyPackage("io.fleetwire.engine..", "io.fleetwire.service..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fleetwire.gateway..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fleetwire.protocol..");

    /**
     * The workbench explains bytes with the code that decodes them. Else the service knows what devices can be asked, which is data, and no device's bytes.
     */
    @ArchTest
    static final ArchRule OF_THE_PROTOCOLS_THE_SERVICE_SEES_THE_WORKBENCH_AND_WHAT_CAN_BE_ASKED = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.service..")
            .and()
            .doNotHaveSimpleName("DecodeResource")
            .should()
            .dependOnClassesThat(resideInAPackage("io.fleetwire.protocol.*..").and(not(resideInAPackage(REGISTRY))));

    @ArchTest
    static final ArchRule EVENTS_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fleetwire.protocol..",
                    "io.fleetwire.gateway..",
                    "io.fleetwire.engine..",
                    "io.fleetwire.service..",
                    "io.netty..",
                    "org.apache.kafka..",
                    "org.apache.flink..");

    @ArchTest
    static final ArchRule PURE_ROOMS_HAVE_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.slf4j..",
                    "org.apache.kafka..",
                    "org.apache.flink..",
                    "io.quarkus..",
                    "jakarta..",
                    "org.tensorflow..",
                    "java.net..",
                    "java.util.concurrent..");

    @ArchTest
    static final ArchRule PURE_ROOMS_ASK_NO_CLOCK_AND_NO_DICE = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.time.Clock.class);

    @ArchTest
    static final ArchRule A_CODEC_CANNOT_WRITE_TO_A_SOCKET = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.protocol..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.netty.channel.Channel")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty.channel.socket..", "io.netty.channel.nio..", "io.netty.bootstrap..");

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NOT_SEE_EACH_OTHER = slices().matching("io.fleetwire.protocol.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(REGISTRY), resideInAPackage("io.fleetwire.protocol.."))
            .ignoreDependency(resideInAPackage("io.fleetwire.protocol.workbench.."), resideInAPackage(REGISTRY))
            .ignoreDependency(
                    resideInAPackage("io.fleetwire.protocol.."), resideInAPackage("io.fleetwire.protocol.wire"));

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("io.fleetwire.gateway..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.fleetwire.protocol.*..").and(not(resideInAPackage(REGISTRY))));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that()
            .haveSimpleName("package-info")
            .and()
            .resideOutsideOfPackage("..proto..")
            .should()
            .beAnnotatedWith(org.jspecify.annotations.NullMarked.class);
}

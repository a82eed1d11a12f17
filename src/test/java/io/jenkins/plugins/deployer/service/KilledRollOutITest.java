package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loses the process at many moments on a real engine, also between a change and its being saved, and goes on from what
 * was saved or with another request. The moments of one test run side by side, each on a service of its own.
 */
@ExtendWith(RealDocker.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRollOutITest {
    private static final int MOMENTS = 10;

    private RealDocker docker;
    private PushedImage old;

    @BeforeAll
    void images(RealDocker real) {
        docker = real;
        old = docker.push(TestImage.serving("old"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_good_image_is_live_and_was_started_once(boolean resumes) {
        PushedImage good = docker.push(TestImage.serving("new " + resumes));

        atEachMoment(good, resumes, (service, end) -> {
            assertThat(end.ending().orElseThrow().outcome().isGood()).isTrue();
            assertThat(service.image()).isEqualTo(good.byDigest());
            assertThat(service.running(good.byDigest())).isEqualTo(1);
            assertThat(tasks(service, good)).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_bad_image_is_rolled_back_and_was_not_tried_again(boolean resumes) {
        PushedImage bad = docker.push(TestImage.running("echo " + resumes + "; exit 5"));

        atEachMoment(bad, resumes, (service, end) -> {
            assertThat(end.ending().orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(end.ending().orElseThrow().ownFault()).isTrue();
            assertThat(service.image()).isEqualTo(old.byDigest());
            assertThat(service.running(old.byDigest())).isEqualTo(1);
        });
    }

    private interface Check {
        void check(RealService service, RollOut end);
    }

    private void atEachMoment(PushedImage image, boolean resumes, Check check) {
        List<RealService> services = new ArrayList<>();
        try (Deploying deploying = new Deploying(docker)) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                services.add(docker.service(docker.unique("killed"), old.byDigest(), 1));
            }
            services.forEach(RealService::awaitRunning);
            Function<Integer, CompletableFuture<RollOut>> begin = moment -> CompletableFuture.supplyAsync(
                    () -> killed(deploying, services.get(moment), image, moment, resumes));
            List<CompletableFuture<RollOut>> ends = new ArrayList<>();
            for (int moment = 0; moment < MOMENTS; moment++) {
                ends.add(begin.apply(moment));
            }
            for (int moment = 0; moment < MOMENTS; moment++) {
                RealService service = services.get(moment);
                check.check(service, ends.get(moment).join());
                assertThat(deploying.log())
                        .filteredOn(line -> line.startsWith(service.name() + "@toxis updated to"))
                        .hasSize(1);
            }
        } finally {
            services.forEach(service -> docker.run("service", "rm", service.name()));
            services.forEach(RealService::remove);
        }
    }

    /** An odd moment loses what the last step returned, as if the process had died before it could be saved. */
    private static RollOut killed(
            Deploying deploying, RealService service, PushedImage image, int moment, boolean resumes) {
        ServiceRequest request = request(deploying, service, image);
        RollOut saved = RollOut.begin(request);
        try {
            for (int step = 0; step <= moment && !saved.isEnded(); step++) {
                Advance advance = deploying.machine().advance(saved);
                advance.log().forEach(line -> deploying.diary().log(request, line));
                if (step < moment || moment % 2 == 0) {
                    saved = Deploying.reread(advance.next());
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return deploying.drive(resumes ? saved : RollOut.begin(request(deploying, service, image)));
    }

    /** With more time to settle than a busy machine needs to notice that a container ended. */
    private static ServiceRequest request(Deploying deploying, RealService service, PushedImage image) {
        return deploying
                .request(service.name(), image)
                .withLimits(TimeLimits.DEFAULT.withSettle(Duration.ofSeconds(4)));
    }

    private static long tasks(RealService service, PushedImage image) {
        return service.tasks().stream()
                .filter(task -> task.at("/Spec/ContainerSpec/Image").asText().equals(image.byDigest()))
                .count();
    }
}

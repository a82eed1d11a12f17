package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A registry with images that have a unikernel for hvt with the network device {@code service}, for tests elsewhere. */
public final class StagedUnikernels implements AutoCloseable {
    private static final int HVT = 1;
    private static final int ABI = 2;

    private final ServedImages images = new ServedImages();

    /** The unikernel, which ends with these words. */
    public static byte[] unikernel(String words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ElfWriter.unikernel(HVT, ABI, "net:service").bytes());
        bytes.writeBytes(words.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The digest that deployments of such a unikernel have. */
    public static String digest(String words) {
        return ServedImages.digest(unikernel(words));
    }

    /** An image that has it in {@code /unikernel.hvt}, by digest. */
    public ImageName image(String words) {
        return images.image(new TarLayer().file("unikernel.hvt", unikernel(words)));
    }

    /** Where the images are, for the rules. */
    public String repository() {
        ImageName any = image("any");
        return any.registry() + "/" + any.repository();
    }

    @Override
    public void close() {
        images.close();
    }
}

package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file says about itself, as lines of plain text: for a file that another machine looks at, with nothing but what Java
 * has. It is read without trust.
 */
public final class UnikernelText {
    /** How long such a text is at the most: a manifest has 64 devices with names of 67 letters. */
    public static final int LONGEST = 10_000;

    private static final String MISSING = "missing";
    private static final String FAULT = "fault";
    private static final String SOUND = "sound";
    private static final int FACTS = 6;

    private UnikernelText() {}

    /**
     * Looks at a file, which may be missing.
     *
     * @param name what the file is called, for sentences
     */
    public static String of(Path file, String name) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return MISSING + "\n";
        }
        try {
            return SOUND + "\n" + of(UnikernelReader.read(file, name));
        } catch (UnikernelException e) {
            return FAULT + "\n" + e.getMessage();
        }
    }

    private static String of(Unikernel unikernel) {
        List<String> lines = new ArrayList<>(List.of(
                Long.toString(unikernel.size()),
                unikernel.architecture().name(),
                unikernel.abi().target().name(),
                Integer.toString(unikernel.abi().version()),
                Long.toString(unikernel.leastMemory()),
                Boolean.toString(unikernel.named())));
        unikernel.devices().forEach(device -> lines.add(device.kind().name() + " " + device.name()));
        return String.join("\n", lines);
    }

    /**
     * Reads what {@link #of(Path, String)} wrote.
     *
     * @param path of the file in its image
     * @param image what the image is called, for sentences
     * @throws UnikernelException if there was no sound unikernel, or that is no such text
     */
    public static Unikernel read(String text, String path, String image) throws UnikernelException {
        int end = text.indexOf('\n');
        String word = end < 0 ? "" : text.substring(0, end);
        String rest = text.substring(end + 1);
        return switch (word) {
            case SOUND -> read(rest, path + " of " + image);
            case MISSING ->
                throw new UnikernelException(
                        UnikernelException.Kind.MISSING,
                        image + " has no " + path
                                + "; have its Dockerfile leave the unikernel there, or say with \"binary\" where it is");
            case FAULT -> throw new UnikernelException(UnikernelException.Kind.INVALID, oneLine(rest));
            default -> throw unknown(path + " of " + image, null);
        };
    }

    private static Unikernel read(String text, String name) throws UnikernelException {
        List<String> lines = text.lines().toList();
        try {
            List<Device> devices = new ArrayList<>();
            for (String line : lines.subList(FACTS, lines.size())) {
                String[] words = line.split(" ", 2);
                devices.add(new Device(DeviceKind.valueOf(words[0]), oneLine(words[1])));
            }
            return new Unikernel(
                    name,
                    Long.parseLong(lines.get(0)),
                    Architecture.valueOf(lines.get(1)),
                    new Abi(UnikernelTarget.valueOf(lines.get(2)), Integer.parseInt(lines.get(3))),
                    devices,
                    Long.parseLong(lines.get(4)),
                    Boolean.parseBoolean(lines.get(5)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unknown(name, e);
        }
    }

    private static UnikernelException unknown(String name, Throwable cause) {
        return new UnikernelException(
                UnikernelException.Kind.STORAGE, "The machine that built it did not say what " + name + " is", cause);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}

package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the files of unikernels. However hostile a file is, a look takes bounded time and memory and ends with a
 * {@link Unikernel} or one sentence; nothing is ever run, and only headers and notes are read.
 */
public final class UnikernelReader {
    /** The processors that Solo5 knows, by their numbers in ELF headers. */
    private static final Map<Integer, Architecture> MACHINES =
            Map.of(62, Architecture.X86_64, 183, Architecture.ARM64, 21, Architecture.PPC64LE);

    private UnikernelReader() {}

    /**
     * Looks at a file.
     *
     * @param name what the file is called, for sentences: for example {@code /unikernel.hvt of IMAGE}
     * @throws UnikernelException {@link UnikernelException.Kind#INVALID} if it is not the file of a unikernel, or not a
     *     sound one; {@link UnikernelException.Kind#STORAGE} if it cannot be read
     */
    public static Unikernel read(Path file, String name) throws UnikernelException {
        try (RandomAccess access = new RandomAccess(file)) {
            return read(access, name);
        } catch (Fault fault) {
            throw new UnikernelException(
                    UnikernelException.Kind.INVALID, name + " is not a usable unikernel: " + fault.getMessage(), fault);
        } catch (IOException e) {
            throw new UnikernelException(
                    UnikernelException.Kind.STORAGE,
                    name + " was stored as " + file + ", but cannot be read again: " + e.getMessage(),
                    e);
        }
    }

    private static Unikernel read(RandomAccess file, String name) throws IOException, Fault {
        ElfHeader header = ElfHeader.read(file);
        List<ElfSegment> segments = ElfSegment.read(file, header);
        MemoryMap memory = MemoryMap.of(segments);
        List<ElfNote> notes = notes(file, segments);
        Solo5Notes loaded = Solo5Notes.of(notes);
        Solo5Notes named = Solo5Notes.of(new NamedNotes(file, header).read());
        XenNotes xen = XenNotes.of(notes);
        Abi abi = abi(loaded, named, xen);
        Loading.of(abi.target()).check(header, memory, xen);
        return new Unikernel(
                name,
                file.size(),
                architecture(header),
                abi,
                devices(abi, loaded, named),
                memory.end(),
                named.isComplete() && header.plainIdent());
    }

    private static List<ElfNote> notes(RandomAccess file, List<ElfSegment> segments) throws IOException, Fault {
        List<ElfNote> notes = new ArrayList<>();
        for (ElfSegment segment : segments) {
            if (segment.isNote()) {
                ElfNote.read(file, segment.at(), segment.size(), notes);
            }
        }
        return notes;
    }

    private static Architecture architecture(ElfHeader header) throws Fault {
        Architecture architecture = MACHINES.get(header.machine());
        if (architecture == null) {
            throw new Fault("it is for the processor number " + header.machine()
                    + " of the ELF format, which Solo5 does not know");
        }
        return architecture;
    }

    /** Genode's have an ABI of their own, of their dynamic linker, and need not have Solo5's note. */
    private static Abi abi(Solo5Notes loaded, Solo5Notes named, XenNotes xen) throws Fault {
        Optional<Abi> abi = loaded.abi();
        if (abi.isPresent()) {
            checkSame(abi, named.abi());
            return abi.get();
        }
        if (named.devices().isPresent() && loaded.devices().isEmpty()) {
            Abi genode = named.abi().orElse(new Abi(UnikernelTarget.GENODE, 1));
            if (genode.target() == UnikernelTarget.GENODE) {
                return genode;
            }
        }
        if (xen.classic()) {
            throw new Fault("it is a Xen kernel of before MirageOS 3.9, which has no Solo5 notes;"
                    + " build it with a newer MirageOS");
        }
        throw new Fault("it has no Solo5 ABI note; did 'mirage configure' get the right target?");
    }

    private static List<Device> devices(Abi abi, Solo5Notes loaded, Solo5Notes named) throws Fault {
        boolean genode = abi.target() == UnikernelTarget.GENODE;
        Optional<List<Device>> devices = genode ? loaded.devices().or(named::devices) : loaded.devices();
        checkSame(devices, named.devices());
        return devices.orElseThrow(() -> new Fault("it has no Solo5 manifest"));
    }

    /** What Albatross reads and what the tender reads. */
    private static void checkSame(Optional<?> loaded, Optional<?> named) throws Fault {
        if (named.isPresent() && !named.equals(loaded)) {
            throw new Fault("its sections and its segments have different Solo5 notes");
        }
    }
}

package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a unikernel says to Solo5: its ABI (include/elf_abi.h, note "ABI1") and its devices (include/mft_abi.h, note
 * "MFT1").
 */
record Solo5Notes(Optional<Abi> abi, Optional<List<Device>> devices) {
    private static final String OWNER = "Solo5";
    private static final int ABI = 0x31494241;
    private static final int MANIFEST = 0x3154464d;
    private static final int ABI_SIZE = 16;

    static Solo5Notes of(List<ElfNote> notes) throws Fault {
        Optional<ElfNote> abi = only(notes, ABI, "ABIs");
        Optional<ElfNote> manifest = only(notes, MANIFEST, "manifests");
        return new Solo5Notes(
                abi.isPresent() ? Optional.of(abi(abi.get())) : Optional.empty(),
                manifest.isPresent() ? Optional.of(Manifest.devices(manifest.get())) : Optional.empty());
    }

    boolean isComplete() {
        return abi.isPresent() && devices.isPresent();
    }

    private static Optional<ElfNote> only(List<ElfNote> notes, int type, String what) throws Fault {
        List<ElfNote> found = new ArrayList<>(notes);
        found.removeIf(note -> !note.is(OWNER, type));
        if (found.size() > 1) {
            throw new Fault("it declares " + found.size() + " Solo5 " + what);
        }
        return found.stream().findFirst();
    }

    private static Abi abi(ElfNote note) throws Fault {
        if (note.content().capacity() != ABI_SIZE) {
            throw new Fault("its Solo5 ABI has " + note.content().capacity() + " bytes instead of " + ABI_SIZE);
        }
        int target = note.content().getInt(0);
        int version = note.content().getInt(4);
        if (target < 1 || target > UnikernelTarget.values().length) {
            throw new Fault(
                    "it is for the Solo5 target number " + Integer.toUnsignedString(target) + ", which we do not know");
        }
        if (version < 1) {
            throw new Fault("its Solo5 ABI has the version " + Integer.toUnsignedString(version) + ", which cannot be");
        }
        // The enum of the rules has the order of Solo5's enum abi_target, which begins at 1.
        return new Abi(UnikernelTarget.values()[target - 1], version);
    }
}

package io.jenkins.plugins.deployer.unikernel;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.Architecture;
import java.util.List;

/**
 * What the file of a unikernel says about itself. Only a file that was sound in all that we look at has one.
 *
 * @param name what the file is called, for sentences
 * @param size of the file, in bytes
 * @param abi what it was built for
 * @param devices what it needs, in the order of its manifest, each once
 * @param leastMemory how many bytes of memory its code and data take, from address 0; it does not run in less, but may
 *     need more
 * @param named whether its notes are in the sections where Albatross looks for them; not if it was stripped
 */
public record Unikernel(
        String name,
        long size,
        Architecture architecture,
        Abi abi,
        List<Device> devices,
        long leastMemory,
        boolean named) {
    public Unikernel {
        requireNonNull(name);
        requireNonNull(architecture);
        requireNonNull(abi);
        devices = List.copyOf(devices);
    }

    /** The names of the devices of a kind, in the order of the manifest. */
    public List<String> devices(DeviceKind kind) {
        return devices.stream()
                .filter(device -> device.kind() == kind)
                .map(Device::name)
                .toList();
    }
}

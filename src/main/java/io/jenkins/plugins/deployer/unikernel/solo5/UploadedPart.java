package io.jenkins.plugins.deployer.unikernel.solo5;

import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an upload that was cut has left on the host.
 *
 * @param size in bytes
 * @param sha256 of these bytes
 */
record UploadedPart(long size, String sha256) {
    /** @param text size and SHA-256, with a blank between them */
    static UploadedPart parse(String text) {
        int blank = text.indexOf(' ');
        return new UploadedPart(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
    }

    /** From where on the file is still to be sent: from its beginning if it does not begin with this part. */
    long continued(UnikernelFile file) {
        try (InputStream in = Files.newInputStream(file.file())) {
            return size < file.size() && sha256.equals(beginning(in)) ? size : 0;
        } catch (IOException e) {
            // Sending it will fail, too, and say why.
            return 0;
        }
    }

    private String beginning(InputStream in) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            long left = size;
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            while (count > 0) {
                digest.update(buffer, 0, count);
                left -= count;
                count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

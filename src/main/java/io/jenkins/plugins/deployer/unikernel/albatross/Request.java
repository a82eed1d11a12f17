package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;

/**
 * A command as it is sent: in a frame to a unix socket, or in a certificate to the TLS endpoint.
 *
 * @param service the daemon that it is for
 * @param command encoded; the hole is for an image
 */
record Request(Service service, DerParts command) {
    private static final int CONSOLE = 0;
    private static final int STATISTICS = 1;
    private static final int UNIKERNEL = 3;
    private static final int POLICY = 4;
    private static final int BLOCK = 5;

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** What is running. */
    static Request info(Dialect dialect) {
        return unikernel(dialect.info(), Der.NULL);
    }

    /**
     * Runs a unikernel.
     *
     * @param force whether one of that name is ended first; else its being there is a failure
     * @param imageLength how many bytes fill the hole; 0: the image follows on the connection
     * @throws IllegalArgumentException with a sentence, if this release cannot do what is wanted
     */
    static Request create(
            Dialect dialect, UnikernelConfig config, boolean force, boolean compressed, long imageLength) {
        int plain = dialect.isBefore(Dialect.V2_6) ? 9 : dialect.isBefore(Dialect.V2_7) ? 16 : 20;
        DerParts parts = ConfigDer.config(dialect, config, compressed, imageLength);
        return new Request(
                Service.UNIKERNELS, parts.tagged(force ? plain + 1 : plain).tagged(UNIKERNEL));
    }

    /** @param level of zlib, 0 to 9; 0: as it is */
    static Request get(int level) {
        return unikernel(11, Der.number(level));
    }

    /** As it is. */
    static Request restart(Dialect dialect) {
        if (!dialect.restarts()) {
            throw new IllegalArgumentException("Albatross " + dialect.releases()
                    + " neither does that nor answers; replace it, or update the server to 2.6 or later");
        }
        return unikernel(14, Der.tagged(0, Der.NULL));
    }

    /** With another configuration; 2.7.0 to 2.7.2 ignore its memory. */
    static Request restart(Dialect dialect, UnikernelConfig config) {
        restart(dialect);
        int form = dialect.isBefore(Dialect.V2_6) ? 1 : dialect.isBefore(Dialect.V2_7) ? 2 : 3;
        return unikernel(14, Der.tagged(form, ConfigDer.arguments(dialect, config)));
    }

    static Request destroy() {
        return unikernel(3, Der.NULL);
    }

    static Request policies() {
        return new Request(Service.UNIKERNELS, whole(POLICY, Der.tagged(0, Der.NULL)));
    }

    /** What an intermediate certificate says. */
    static Request addPolicy(Policy policy) {
        return new Request(Service.UNIKERNELS, whole(POLICY, Der.tagged(1, PolicyDer.encoded(policy))));
    }

    static Request volumes() {
        return new Request(Service.UNIKERNELS, whole(BLOCK, Der.tagged(0, Der.NULL)));
    }

    /** Asks for the content of a block device, in the form of 2.5 and later. */
    static Request dump() {
        return new Request(Service.UNIKERNELS, whole(BLOCK, Der.tagged(6, Der.number(0))));
    }

    /** The last lines, and those to come. */
    static Request console(Dialect dialect, int count) {
        return console(dialect, Der.tagged(1, Der.number(count)));
    }

    /** The lines from then on that the server still has, up to 1,024, and those to come. */
    static Request console(Dialect dialect, Instant since) {
        return console(dialect, Der.tagged(0, time(dialect, since)));
    }

    private static Request console(Dialect dialect, ASN1Encodable which) {
        return new Request(Service.CONSOLE, whole(CONSOLE, Der.tagged(dialect.subscribe(), which)));
    }

    static Request statistics() {
        return new Request(Service.STATISTICS, whole(STATISTICS, Der.tagged(2, Der.NULL)));
    }

    /** UTCTime has two digits of the year and no fractions (X.680, 47). */
    private static ASN1Encodable time(Dialect dialect, Instant time) {
        if (dialect.subscribe() == Dialect.V1_5.subscribe()) {
            return new DERUTCTime(SECONDS.format(time).substring(2) + "Z");
        }
        boolean whole = time.toEpochMilli() % 1_000 == 0;
        return new ASN1GeneralizedTime(whole ? SECONDS.format(time) + "Z" : MILLISECONDS.format(time));
    }

    private static Request unikernel(int tag, ASN1Encodable content) {
        return new Request(Service.UNIKERNELS, whole(UNIKERNEL, Der.tagged(tag, content)));
    }

    private static DerParts whole(int tag, ASN1Encodable command) {
        return DerParts.whole(Der.encoded(Der.tagged(tag, command)));
    }

    /** The frame for a unix socket, without its length. */
    DerParts frame(Name name, long sequence) {
        ASN1Encodable header = Der.sequence(Der.number(Der.VERSION), Der.int64(sequence), Der.text(name.toString()));
        return command.tagged(0).after(Der.encoded(header)).inSequence();
    }

    /**
     * The value of the extension of a certificate.
     *
     * @param image fills the hole
     */
    byte[] extension(Optional<byte[]> image) {
        return command.after(Der.encoded(Der.number(Der.VERSION))).inSequence().with(image.orElse(new byte[0]));
    }
}

package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bouncycastle.asn1.ASN1Primitive;

/** Decodes what servers of all releases say (src/vmm_asn.ml, {@code wire}). */
final class ReplyDer {
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final int DATA = 3;

    private ReplyDer() {}

    /** @throws MalformedException if it is no frame of wire version 5 */
    static Reply decoded(byte[] frame) throws MalformedException {
        try {
            Fields wire = Fields.of(ASN1Primitive.fromByteArray(frame));
            checkHeader(wire.sequence());
            Fields.Choice payload = wire.choice();
            wire.end();
            return switch (payload.tag()) {
                case SUCCESS -> success(payload.content().choice());
                case FAILURE -> new Reply.Failed(payload.content().text());
                case DATA -> data(payload.content().choice());
                default -> throw new IllegalArgumentException("neither a reply, a failure nor data");
            };
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException
                | NoSuchElementException
                | ClassCastException
                | IndexOutOfBoundsException
                | StackOverflowError e) {
            throw new MalformedException("a message of " + frame.length + " bytes that is none of Albatross ("
                    + HexFormat.of().formatHex(frame, 0, Math.min(frame.length, 16)) + "…: " + e.getMessage() + ")");
        }
    }

    private static void checkHeader(Fields header) {
        int version = header.integer();
        if (version != Der.VERSION) {
            throw new IllegalArgumentException("wire version " + version + ", not " + Der.VERSION);
        }
        header.int64();
        header.text();
        header.end();
    }

    private static Reply success(Fields.Choice success) {
        return switch (success.tag()) {
            case 0 -> new Reply.Done("");
            case 1 -> new Reply.Done(success.content().text());
            case 2 -> policies(success.content().sequence());
            case 4 -> new Reply.Volumes(success.content().sequence().all(ReplyDer::volume));
            case 5, 8, 9, 11, 13 ->
                new Reply.Unikernels(success.content().sequence().all(InfoDer::decoded));
            default -> new Reply.Other(SUCCESS, success.tag());
        };
    }

    private static Reply policies(Fields entries) {
        Map<Name, Policy> found = new LinkedHashMap<>();
        entries.all(entry -> {
            Fields pair = entry.sequence();
            found.put(pair.name(), PolicyDer.decoded(pair.sequence()));
            return pair;
        });
        return new Reply.Policies(found);
    }

    private static Volume volume(Fields entry) {
        Fields fields = entry.sequence();
        return new Volume(fields.name(), fields.number(), fields.flag());
    }

    private static Reply data(Fields.Choice data) {
        return switch (data.tag()) {
            case 0, 3 -> line(data.content().sequence());
            case 1 -> new Reply.Sample(StatisticsDer.decoded(data.content().sequence()));
            default -> new Reply.Other(DATA, data.tag());
        };
    }

    private static Reply line(Fields fields) {
        return new Reply.Line(new ConsoleLine(fields.time(), fields.text()));
    }
}

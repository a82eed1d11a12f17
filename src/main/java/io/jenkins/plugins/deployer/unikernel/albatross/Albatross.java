package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.Dialer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import java.util.zip.DeflaterOutputStream;

/**
 * An Albatross server, or a path of one. Each call is a connection of its own, a short one except where images travel
 * and for a {@link Console}; before the first that needs it the server is asked which release's language it speaks,
 * which is remembered until it falls silent. Safe for use by several threads. All calls throw {@link AlbatrossException}
 * as its kinds say, {@link InterruptedException} when their thread is interrupted, and
 * {@link IllegalArgumentException} for a name that is none.
 *
 * <p>Success of {@link #create}, {@link #replace} and {@link #restart} means that a process was started, and nothing
 * more: one that ends at once is a success too. Only {@link #info(String)} and the console tell. After an interrupt the
 * server may have done what was wanted, but not if the image was still on its way.
 *
 * <p>Whoever changes a unikernel does so one change after the other for each name: of several replacements of one name at
 * once a server leaves some without an answer (seen of 2.7.2, with four).
 */
public final class Albatross {
    /** The port of the TLS endpoint. */
    public static final int PORT = 1025;

    /** Larger than any unikernel: what is fetched ends there. */
    private static final long LARGEST_IMAGE = 4L << 30;

    private static final int BEST_COMPRESSION = 9;

    /**
     * How an answer to the wish to restart begins if there was nothing but a unikernel that had ended, and was about to
     * be started again or waited for (src/vmm_vmmd.ml, {@code stop_create}).
     */
    private static final String NOTHING_LEFT = "destroyed";

    private final Way way;
    private final TimeLimits limits;
    private final Name all;
    private volatile Optional<Dialect> dialect = Optional.empty();

    private Albatross(Way way, TimeLimits limits) {
        this.way = way;
        this.limits = limits;
        this.all = new Name(way.path(), Optional.empty());
    }

    /**
     * By TLS.
     *
     * @param host a name or an address
     * @param authorities that vouch for the server; its name does not matter
     * @throws AlbatrossException if there is no authority
     */
    public static Albatross tls(
            String host,
            int port,
            Identity identity,
            List<X509Certificate> authorities,
            Dialer dialer,
            TimeLimits limits)
            throws AlbatrossException {
        return new Albatross(new TlsWay(host, port, identity, ServerTrust.in(authorities), dialer, limits), limits);
    }

    /**
     * By the unix sockets of its directory, which is {@code /run/albatross} on Linux and {@code /var/run/albatross} on
     * FreeBSD.
     *
     * @param path under which everything is meant, labels from the root on
     */
    public static Albatross local(Path directory, List<String> path, Dialer dialer, TimeLimits limits) {
        return new Albatross(new SocketWay(directory, path, dialer, limits), limits);
    }

    /** The path that everything here is under. */
    public List<String> path() {
        return all.path();
    }

    /**
     * The same server, one label further down. Over TLS an authority is made for that, for five minutes, which carries
     * the policy that the path has now: so this is for one use, and whoever changes the policy meanwhile may see the old
     * one come back.
     *
     * @throws AlbatrossException {@link AlbatrossException.Kind#UNFIT} if there is no policy for that path
     */
    public Albatross under(String label) throws AlbatrossException, InterruptedException {
        Map<Name, Policy> policies = policies();
        Name relative = Name.ofDomain(label);
        List<String> absolute = new ArrayList<>(all.path());
        absolute.addAll(relative.path());
        Policy policy = Optional.ofNullable(policies.get(new Name(absolute, Optional.empty())))
                .or(() -> Optional.ofNullable(policies.get(relative)))
                .orElseThrow(() -> AlbatrossException.unfit(
                        way + " has no policy for " + String.join(":", absolute)
                                + "; make one there with albatross-client add-policy",
                        null));
        Albatross below = new Albatross(way.under(relative.path().get(0), policy), limits);
        below.dialect = dialect;
        return below;
    }

    /** What it speaks; asks if that is not known yet. */
    public Dialect dialect() throws AlbatrossException, InterruptedException {
        Optional<Dialect> known = dialect;
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Dialect found = new Asking(way, limits).dialect();
            dialect = Optional.of(found);
            return found;
        } catch (IOException e) {
            throw Talk.failed(way.toString(), "say what is running", e);
        }
    }

    /** All that runs under the path. */
    public List<RunningUnikernel> info() throws AlbatrossException, InterruptedException {
        return info(all, "say what is running");
    }

    /** One of them; empty if it does not run. */
    public Optional<RunningUnikernel> info(String unikernel) throws AlbatrossException, InterruptedException {
        Name name = Name.ROOT.with(unikernel);
        return info(all.with(unikernel), "say whether " + unikernel + " is running").stream()
                .findFirst()
                .map(found -> new RunningUnikernel(name, found.digest(), found.config(), found.started()));
    }

    private List<RunningUnikernel> info(Name name, String doing) throws AlbatrossException, InterruptedException {
        return talk(name, doing, Request::info, Filling.NONE, conversation -> {
            if (answer(conversation, doing) instanceof Reply.Unikernels found) {
                return found.unikernels();
            }
            throw new MalformedException("another reply");
        });
    }

    /** The policies at the path and below, by path. */
    public Map<Name, Policy> policies() throws AlbatrossException, InterruptedException {
        String doing = "say what its policies are";
        return talk(all, doing, known -> Request.policies(), Filling.NONE, conversation -> {
            if (answer(conversation, doing) instanceof Reply.Policies found) {
                return found.byPath();
            }
            throw new MalformedException("another reply");
        });
    }

    /** The block devices that the server keeps under the path. */
    public List<Volume> volumes() throws AlbatrossException, InterruptedException {
        String doing = "say what block devices it has";
        return talk(all, doing, known -> Request.volumes(), Filling.NONE, conversation -> {
            if (answer(conversation, doing) instanceof Reply.Volumes found) {
                return found.volumes();
            }
            throw new MalformedException("another reply");
        });
    }

    /**
     * Starts a unikernel under a name that none has.
     *
     * @return what the server says
     */
    public String create(String unikernel, UnikernelConfig config, ImageFile image)
            throws AlbatrossException, InterruptedException {
        return create(unikernel, config, image, false);
    }

    /**
     * Starts a unikernel, after it has ended the one of that name, if there is one. If the server finds out only then
     * that the new one does not fit, neither runs.
     *
     * @return what the server says
     */
    public String replace(String unikernel, UnikernelConfig config, ImageFile image)
            throws AlbatrossException, InterruptedException {
        return create(unikernel, config, image, true);
    }

    private String create(String unikernel, UnikernelConfig config, ImageFile image, boolean force)
            throws AlbatrossException, InterruptedException {
        String doing = (force ? "replace " : "create ") + unikernel;
        image.check();
        if (way.streamsImages() && dialect().streamsImages()) {
            return talk(
                    all.with(unikernel),
                    doing,
                    known -> request(known, unikernel, config, force, image.compressed(), 0),
                    Filling.NONE,
                    conversation -> {
                        stream(conversation, image);
                        return done(conversation, doing);
                    });
        }
        return way.streamsImages()
                ? createInCertificate(unikernel, config, image, force, doing)
                : createInFrame(unikernel, config, image, force, doing);
    }

    private static Request request(
            Dialect dialect, String unikernel, UnikernelConfig config, boolean force, boolean compressed, long length) {
        CommandLine.check(dialect, unikernel, config);
        return Request.create(dialect, config, force, compressed, length);
    }

    private void stream(Conversation conversation, ImageFile image) throws IOException {
        Deflater deflater = new Deflater(image.compression());
        try (InputStream file = new BufferedInputStream(image.opened());
                InputStream content = image.compressed() ? new DeflaterInputStream(file, deflater) : file) {
            conversation.stream(content, limits.transferring());
        } finally {
            deflater.end();
        }
    }

    /** The file as it is: to a socket of this machine there is nothing to be saved. */
    private String createInFrame(String unikernel, UnikernelConfig config, ImageFile image, boolean force, String doing)
            throws AlbatrossException, InterruptedException {
        long size = image.size();
        if (size > way.mostInCommand()) {
            throw AlbatrossException.unfit(image.file() + " is too large for " + way + ": " + size + " bytes", null);
        }
        return talk(
                all.with(unikernel),
                doing,
                known -> request(known, unikernel, config, force, false, size),
                out -> {
                    try (InputStream file = image.opened();
                            InputStream exactly = new BoundedInput(file, size)) {
                        exactly.transferTo(out);
                    }
                },
                conversation -> done(conversation, doing));
    }

    /** Compressed as far as it goes, as certificates are no place for images. */
    private String createInCertificate(
            String unikernel, UnikernelConfig config, ImageFile image, boolean force, String doing)
            throws AlbatrossException, InterruptedException {
        byte[] compressed = compressed(image);
        return talk(
                all.with(unikernel),
                doing,
                known -> request(known, unikernel, config, force, true, compressed.length),
                out -> out.write(compressed),
                conversation -> done(conversation, doing));
    }

    private byte[] compressed(ImageFile image) throws AlbatrossException, InterruptedException {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(BEST_COMPRESSION);
        try (InputStream file = image.opened();
                OutputStream out = new DeflaterOutputStream(memory, deflater)) {
            byte[] bytes = new byte[64 << 10];
            for (int count = file.read(bytes); count >= 0; count = file.read(bytes)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while compressing " + image.file());
                }
                out.write(bytes, 0, count);
                checkFits(memory.size(), image);
            }
        } catch (AlbatrossException e) {
            throw e;
        } catch (IOException e) {
            throw image.unreadable(e);
        } finally {
            deflater.end();
        }
        checkFits(memory.size(), image);
        return memory.toByteArray();
    }

    private void checkFits(long size, ImageFile image) throws AlbatrossException {
        if (size > way.mostInCommand()) {
            throw AlbatrossException.unfit(
                    image.file() + " is too large for " + way + ": before Albatross 2.5 an image must fit, compressed,"
                            + " into 16 MiB; update the server",
                    null);
        }
    }

    /**
     * Starts a unikernel anew as it is.
     *
     * @return what the server says
     * @throws AlbatrossException {@link AlbatrossException.Kind#UNFIT} before 2.4, which cannot do it;
     *     {@link AlbatrossException.Kind#REFUSED} if it does not run, and on 2.4 and 2.5 if its image was sent compressed
     */
    public String restart(String unikernel) throws AlbatrossException, InterruptedException {
        return restarted(unikernel, Request::restart);
    }

    /**
     * Starts a unikernel anew with another configuration, of which 2.7 up to 2.7.2 heeds neither memory nor the number
     * of CPUs.
     *
     * @return what the server says
     * @throws AlbatrossException as without a configuration
     */
    public String restart(String unikernel, UnikernelConfig config) throws AlbatrossException, InterruptedException {
        return restarted(unikernel, known -> {
            CommandLine.check(known, unikernel, config);
            return Request.restart(known, config);
        });
    }

    private String restarted(String unikernel, Function<Dialect, Request> request)
            throws AlbatrossException, InterruptedException {
        String doing = "restart " + unikernel;
        return talk(all.with(unikernel), doing, request, Filling.NONE, conversation -> {
            String said = restarted(conversation, doing);
            if (said.startsWith(NOTHING_LEFT)) {
                throw AlbatrossException.refused(way.toString(), doing, "it does not run (" + said + ")");
            }
            return said;
        });
    }

    private String restarted(Conversation conversation, String doing) throws IOException {
        try {
            return done(conversation, doing);
        } catch (AlbatrossException e) {
            boolean compressed =
                    dialect.filter(known -> known.isBefore(Dialect.V2_6)).isPresent()
                            && e.said().contains("ELF parsing");
            throw compressed
                    ? AlbatrossException.refused(
                            way.toString(),
                            doing,
                            e.said() + "; this release cannot if the image was sent compressed: replace it")
                    : e;
        }
    }

    /**
     * Ends a unikernel, or keeps one that has ended from being started again. Both are success, as none of that name runs
     * from then on.
     *
     * @return what the server says
     * @throws AlbatrossException {@link AlbatrossException.Kind#REFUSED} if there is nothing to end
     */
    public String destroy(String unikernel) throws AlbatrossException, InterruptedException {
        String doing = "destroy " + unikernel;
        return talk(
                all.with(unikernel),
                doing,
                known -> Request.destroy(),
                Filling.NONE,
                conversation -> done(conversation, doing));
    }

    /**
     * Brings the image of a unikernel that runs. It is asked for without compression: a server that has to compress does
     * so while it serves nobody else (src/vmm_vmmd.ml, {@code Unikernel_get}), for 15 to 68 seconds with 200 MB that do
     * not shrink. To uncompress, if the image was sent to it compressed, takes it a second or two for as much.
     *
     * @param target a file that is made or overwritten; what is in it after a failure is of no use
     */
    public FetchedImage fetch(String unikernel, Path target) throws AlbatrossException, InterruptedException {
        String doing = "send the image of " + unikernel;
        return talk(all.with(unikernel), doing, known -> Request.get(0), Filling.NONE, conversation -> {
            InputStream reply = conversation
                    .nextStream(limits.transferring())
                    .orElseThrow(() -> AlbatrossException.silent(way.toString(), doing));
            try {
                return ImageReply.save(reply, target, LARGEST_IMAGE);
            } catch (ImageReply.RefusedException e) {
                throw Faults.said(way.toString(), doing, e.getMessage());
            }
        });
    }

    /** What a unikernel has written since then, as far as the server has it, and writes from now on. */
    public Console console(String unikernel, Instant since) throws AlbatrossException, InterruptedException {
        return console(unikernel, known -> Request.console(known, since));
    }

    /**
     * What a unikernel wrote last, and writes from now on.
     *
     * @param count how many of the lines that are there already, 0 to 1,024
     */
    public Console console(String unikernel, int count) throws AlbatrossException, InterruptedException {
        if (count < 0 || count > 1_024) {
            throw new IllegalArgumentException("a server has up to 1,024 lines, not " + count);
        }
        return console(unikernel, known -> Request.console(known, count));
    }

    private Console console(String unikernel, Function<Dialect, Request> request)
            throws AlbatrossException, InterruptedException {
        String doing = "show the console of " + unikernel;
        Dialect known = dialect();
        try {
            Conversation conversation = way.open(all.with(unikernel), request.apply(known), Filling.NONE);
            try {
                done(conversation, doing);
                return new Console(conversation, way.toString(), doing);
            } catch (IOException e) {
                conversation.close();
                throw e;
            }
        } catch (IOException e) {
            throw forgetting(Talk.failed(way.toString(), doing, e));
        }
    }

    /**
     * What a unikernel uses. The server takes a sample every ten seconds.
     *
     * @param wait how long for the next sample
     * @return empty if none came in that time
     */
    public Optional<Statistics> statistics(String unikernel, Duration wait)
            throws AlbatrossException, InterruptedException {
        String doing = "say what " + unikernel + " uses";
        return talk(all.with(unikernel), doing, known -> Request.statistics(), Filling.NONE, conversation -> {
            done(conversation, doing);
            try {
                return conversation
                        .next(wait)
                        .filter(Reply.Sample.class::isInstance)
                        .map(sample -> ((Reply.Sample) sample).statistics());
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
        });
    }

    private <T> T talk(Name name, String doing, Function<Dialect, Request> request, Filling filling, Talk<T> talk)
            throws AlbatrossException, InterruptedException {
        Request wanted;
        try {
            wanted = request.apply(dialect());
        } catch (IllegalArgumentException e) {
            throw AlbatrossException.unfit(way + " cannot " + doing + ": " + e.getMessage(), e);
        }
        try (Conversation conversation = way.open(name, wanted, filling)) {
            return talk.with(conversation);
        } catch (IOException e) {
            throw forgetting(Talk.failed(way.toString(), doing, e));
        }
    }

    /** A server that falls silent may have become another release. */
    private AlbatrossException forgetting(AlbatrossException e) {
        if (e.kind() == AlbatrossException.Kind.SILENT) {
            dialect = Optional.empty();
        }
        return e;
    }

    private Reply answer(Conversation conversation, String doing) throws IOException {
        Reply reply = conversation
                .next(limits.answering())
                .orElseThrow(() -> AlbatrossException.silent(way.toString(), doing));
        if (reply instanceof Reply.Failed failed) {
            throw Faults.said(way.toString(), doing, failed.why());
        }
        return reply;
    }

    private String done(Conversation conversation, String doing) throws IOException {
        if (answer(conversation, doing) instanceof Reply.Done done) {
            return done.said();
        }
        throw new MalformedException("another reply");
    }

    @Override
    public String toString() {
        return way + (all.path().isEmpty() ? "" : " (" + String.join(":", all.path()) + ")");
    }
}

package io.jenkins.plugins.deployer.host;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One Docker engine, spoken to through its HTTP API (docs.docker.com/engine/api) in the engine's own API version.
 * JSON stays a tree, so that fields unknown here survive a read-modify-write. Safe for use by several threads; calls
 * block, bounded by a time-out, and may be interrupted.
 *
 * <p>A call that only reads ({@link #get}, {@link #text}) is repeated once when the connection breaks under it. A call
 * that changes something never is: whoever made it looks at the engine and decides.
 */
public interface Engine {
    /** The name for people: the host's name in the rules. */
    String name();

    /**
     * @param path below the version, with query, for example {@code /services?filters=…}
     * @return the answer; a missing node if it is empty
     */
    JsonNode get(String path) throws EngineException, InterruptedException;

    /**
     * @param body sent as JSON; a missing node sends none
     * @param headers further request headers, for example {@code X-Registry-Auth}
     * @return the answer; a missing node if it is empty
     */
    JsonNode post(String path, JsonNode body, Map<String, String> headers) throws EngineException, InterruptedException;

    /** @return the answer; a missing node if it is empty */
    JsonNode delete(String path) throws EngineException, InterruptedException;

    /**
     * Posts and hands on each JSON value of a streamed answer as it arrives ({@code /images/create}); a silent
     * connection ends with the read time-out. A failure that the engine reports inside the stream is such a value too.
     *
     * @param each called in the calling thread
     */
    void stream(String path, Map<String, String> headers, Consumer<JsonNode> each)
            throws EngineException, InterruptedException;

    /**
     * The last part of a raw answer, such as a log: its bytes are unmultiplexed when the engine multiplexed them.
     *
     * @param limit how many bytes at the most
     */
    String text(String path, int limit) throws EngineException, InterruptedException;
}

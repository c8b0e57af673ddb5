/**
 * Fleetwire's own JSON over MQTT, spoken by driver apps and by whoever writes a device of his own.
 *
 * <table>
 * <caption>Topics</caption>
 * <tr><th>Topic</th><th>Payload</th><th>Becomes</th></tr>
 * <tr><td>{@code fleet/v1/{deviceId}/telemetry}</td><td>the contract's telemetry without {@code deviceId}</td><td>telemetry</td></tr>
 * <tr><td>{@code …/trip}</td><td>the contract's trip event</td><td>trip event</td></tr>
 * <tr><td>{@code …/event}</td><td>the contract's driver event</td><td>driver event</td></tr>
 * <tr><td>{@code …/status}, may be retained</td><td><code>{"online":true,"at":…}</code></td><td>nothing: the broker keeps it for whoever asks</td></tr>
 * </table>
 *
 * <p>The topic says who speaks, the gateway which vehicle that is and when it came: a payload's own {@code deviceId}, {@code vehicleId}, {@code protocol} and
 * {@code receivedAt} do not count.
 */
@NullMarked
package io.fleetwire.protocol.fleetjson;

import org.jspecify.annotations.NullMarked;

/**
 * The OwnTracks apps (Android, iOS): JSON on {@code owntracks/{user}/{device}}, where the device id is {@code {user}} and {@code {device}} an attribute.
 *
 * <table>
 * <caption>Messages, by {@code _type}</caption>
 * <tr><th>_type</th><th>Becomes</th></tr>
 * <tr><td>{@code location}</td><td>telemetry: {@code tst} s, {@code lat}, {@code lon}, {@code alt} m, {@code vel} km/h, {@code cog}°, {@code acc} m</td></tr>
 * <tr><td>{@code transition}</td><td>telemetry with {@code GEOFENCE_ENTER} or {@code GEOFENCE_EXIT}</td></tr>
 * <tr><td>{@code lwt}, {@code waypoint(s)}, {@code card}, {@code configuration}, {@code status}, …</td><td>nothing</td></tr>
 * <tr><td>{@code encrypted}</td><td>refused: the key is between the app and its owner</td></tr>
 * </table>
 *
 * <p>Every other scalar ({@code batt} %, {@code t} trigger, {@code tid}, {@code conn} …) is an attribute of that name. Quirks: iOS sends {@code -1} for a
 * speed or course it does not know; an empty payload clears a retained one.
 *
 * <p>Source: the OwnTracks booklet, "JSON".
 */
@NullMarked
package io.fleetwire.protocol.owntracks;

import org.jspecify.annotations.NullMarked;

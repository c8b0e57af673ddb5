/**
 * The OwnTracks apps (Android, iOS): JSON on {@code owntracks/{user}/{device}}, where the device id is {@code {user}} and {@code {device}} an attribute.
 *
 * <table>
 * <caption>Messages, by {@code _type}</caption>
 * <tr><th>_type</th><th>Becomes</th></tr>
 * <tr><td>{@code location}</td><td>telemetry: {@code tst} s, {@code lat}, {@code lon}, {@code alt} m, {@code vel} km/h, {@code cog}°, {@code acc} m</td></tr>
 * <tr><td>{@code transition}</td><td>telemetry with {@code GEOFENCE_ENTER} or {@code GEOFENCE_EXIT}</td></tr>
 * <tr><td>{@code lwt}, {@code waypoint(s)}, {@code card}, {@code configuration}, {@code dump}, {@code status}, {@code steps}, {@code beacon},
 * {@code request}, {@code cmd}, …, on any topic below the user's own</td><td>nothing; acknowledged</td></tr>
 * <tr><td>{@code encrypted}</td><td>refused: the key is between the app and its owner</td></tr>
 * </table>
 *
 * <p>Every other scalar ({@code batt} %, {@code t} trigger, {@code tid}, {@code conn} …) is an attribute of that name. Quirks: iOS sends {@code -1} for a
 * speed or course it does not know; some versions write numbers as strings; a transition without a place may say 0, 0; an empty payload clears a retained
 * one. A member that cannot be read or is too long costs itself, never the record: {@code unreadMembers} and {@code cutMembers} name it.
 *
 * <p>Source: the OwnTracks booklet, "JSON".
 */
@NullMarked
package io.fleetwire.protocol.owntracks;

import org.jspecify.annotations.NullMarked;

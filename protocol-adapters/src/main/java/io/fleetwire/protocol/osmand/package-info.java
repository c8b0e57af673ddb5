/**
 * OsmAnd's web logging, the protocol of the Traccar Client apps: a report is an HTTP request, and its answer an HTTP status.
 *
 * <pre>
 *  phone                                                              gateway
 *  GET /?id=4711&amp;timestamp=1377177267&amp;lat=60.0&amp;lon=30.0&amp;speed=1.5  ──►
 *                                                                ◄──  HTTP/1.1 200 OK                 stored
 *  POST / with {"location":{"coords":{…}},"device_id":"4711"}    ──►
 *                                                                ◄──  HTTP/1.1 404 Not Found          a device nobody knows
 * </pre>
 *
 * <p>A frame is a whole request, as it came. Each names its device, so that a connection (kept alive, or a proxy's) may carry those of several.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>Form</th><th>Where</th><th>Units</th></tr>
 * <tr><td>parameters (OsmAnd; Traccar Client until 2025)</td><td>the query of a GET or POST, or a form in its body</td>
 *     <td>{@code speed} knots, {@code altitude} and {@code accuracy} m, {@code batt} %</td></tr>
 * <tr><td>JSON (Traccar Client from 2025)</td><td>the body; {@code location} is one or a list</td>
 *     <td>{@code coords.speed} m/s, {@code odometer} m, {@code battery.level} 0 … 1; −1 where the phone does not know</td></tr>
 * </table>
 *
 * <table>
 * <caption>Answers</caption>
 * <tr><th>Status</th><th>When</th></tr>
 * <tr><td>200</td><td>Kafka has confirmed the records</td></tr>
 * <tr><td>400</td><td>no HTTP, no device id, or nothing that can be read; the bytes of a known device are a dead letter</td></tr>
 * <tr><td>404</td><td>the device is unknown, or may not report; the connection closes</td></tr>
 * <tr><td>405</td><td>neither GET nor POST</td></tr>
 * <tr><td>413</td><td>more than 64 KiB</td></tr>
 * <tr><td>none, and the connection closes</td><td>Kafka did not confirm: the app sends again</td></tr>
 * </table>
 *
 * <p>Times are epoch seconds or milliseconds, ISO 8601, or {@code yyyy-MM-dd HH:mm:ss} (UTC, or the profile's time zone). A parameter that cannot be read
 * costs itself, never the record: {@code unreadMembers} names it.
 *
 * <p>Sources: FACTS 4; the apps' published request forms; vectors with their source in the test resources.
 */
@NullMarked
package io.fleetwire.protocol.osmand;

import org.jspecify.annotations.NullMarked;

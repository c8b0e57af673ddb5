/**
 * Binary OBD dongles with a position, in the manner of MQTT. This page is the protocol's guide.
 *
 * <pre>
 *  +------+-------+------+------+--------+---------+----------+------+
 *  | 5555 | index | IMEI | type | length | payload | checksum | AAAA |
 *  +------+-------+------+------+--------+---------+----------+------+
 *     2       2      15      1      2       length       1        2
 *
 *  payload of a publish that has a position
 *  +-------+-------+-------+------+-------+---------+-----------+-----------+----------+-------+--------+------+
 *  | major | minor | event | time | flags | unknown | longitude | latitude  |  speed   | course| tail   |
 *  +-------+-------+-------+------+-------+---------+-----------+-----------+----------+-------+--------+------+
 *      1       1       1      4       1     15 bits    25 bits     3 bytes     14 bits   10 bits  0 … n
 * </pre>
 *
 * Big-endian. IMEI: 15 digits in ASCII. Time: seconds since 1970, UTC. Flags: bits 0–3 satellites, 4 north, 5 east, 6 no fix. Degrees in 1e-5, without
 * sign; speed in tenths of a mile an hour; course in degrees. Every frame says whose it is: the first one is the login, whatever its type; another
 * IMEI later on closes the connection.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>type</th><th>what</th><th>reply, with the same index</th></tr>
 * <tr><td>01</td><td>connect; its payload is not described anywhere</td><td>02 connack {@code 01 0000 00000000}, now</td></tr>
 * <tr><td>03</td><td>publish</td><td>04 puback with major and minor, when stored</td></tr>
 * <tr><td>0C</td><td>ping</td><td>0D pong, now</td></tr>
 * <tr><td>0E</td><td>disconnect</td><td>none; the connection closes</td></tr>
 * </table>
 *
 * <p>A device nobody knows is not answered and the connection closes: no refusal is known. A publish too short for a position is kept as a record
 * without a fix, with its payload. One whose position cannot be is kept as it came, and acknowledged once that is stored: the device would repeat it for
 * ever.
 *
 * <p>Sources: no public document is known; the layout is that of two published frames (in the test resources) and of Traccar 9e5c458a, which decodes
 * them.
 *
 * <p>Quirks:
 * <ul>
 *   <li>Both published frames end with checksum {@code AB}, which is no sum, exclusive or or CRC-8 of their bytes that holds for both: the rule is
 *       unknown. It is neither checked nor computed; our replies carry {@code 00}, as the peer's do.
 *   <li>One of them says length 1 and carries 20 bytes. A frame whose length is wrong is refused, unless the device's profile says
 *       {@code lenientChecksum}: then the end mark decides.
 *   <li>The 15 bits before the longitude and the byte behind the course have no known meaning: they are kept as attributes.
 * </ul>
 */
@NullMarked
package io.fleetwire.protocol.obddongle;

import org.jspecify.annotations.NullMarked;

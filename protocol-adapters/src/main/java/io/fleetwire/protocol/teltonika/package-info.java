/**
 * Teltonika: FMB, FMC, FMM and their relatives, over TCP and UDP. Everything is big-endian; longitude comes before latitude.
 *
 * <pre>
 *  login      +---------+------------------+        answer 01 (in) or 00 (out, and the connection closes)
 *             | 00 0F   | 15 digits, ASCII |
 *             +---------+------------------+
 *  ping       FF, anywhere between frames           no answer
 *
 *  packet     +-------------+--------+-------+---+------------+---+-------------+
 *             | 00 00 00 00 | length | codec | n | n records  | n | 0000 CRC-16 |
 *             +-------------+--------+-------+---+------------+---+-------------+
 *                                    |&lt;-- length, and what the CRC-16/ARC covers --&gt;|
 *
 *  datagram   +--------+-----------+----+---------------+-------+------+-------+---+-----------+---+
 *             | length | packet id | 01 | AVL packet id | 00 0F | IMEI | codec | n | n records | n |
 *             +--------+-----------+----+---------------+-------+------+-------+---+-----------+---+
 *             answer 00 05, packet id, 01, AVL packet id, n; there is no checksum
 *
 *  record     time 8 (ms) · priority 1 · lon 4, lat 4 (1e-7°) · altitude 2 · angle 2 · satellites 1 · speed 2 · IO block
 *  IO block   event id · [generation type 1, Codec 16] · total · then for 1, 2, 4 and 8 bytes: count, (id, value)* · [Codec 8E: count, (id, length, value)*]
 *
 *                       event and element id    counts
 *             Codec 8           1                 1
 *             Codec 8E          2                 2
 *             Codec 16          2                 1
 * </pre>
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>Message</th><th>Becomes</th><th>Answer</th></tr>
 * <tr><td>login</td><td>{@link io.fleetwire.protocol.Outcome.Login}</td><td>01 or 00, now</td></tr>
 * <tr><td>codec 08, 8E, 10 (and 07 of the GH devices, read only)</td><td>one telemetry a record</td><td>u32 n, when stored</td></tr>
 * <tr><td>codec 0C–0F (12–15): commands, their answers, serial data</td><td>one telemetry without a fix, the text in {@code codec12} … {@code codec15}</td>
 * <td>none: the device would log an error</td></tr>
 * <tr><td>datagram</td><td>login and records in one</td><td>7 bytes, when stored</td></tr>
 * <tr><td>anything wrong</td><td>the whole packet is refused</td><td>none: the device keeps it; the connection closes after the third in a row. The
 * same packet again and again, over however many connections: as if it were right, once it is a dead letter ({@code Refused.Insistent})</td></tr>
 * </table>
 *
 * <p>IO elements: {@code avl-ids.csv}, and a fleet's own file, say by family of models, id and width what fills a typed field or raises a signal. Every
 * other one is an attribute {@code io_<id>}: a known number scaled to its unit, an unknown one as an unsigned decimal, text as text, and bytes — also those
 * of a known id in a foreign width, whose scale nobody knows — as {@code 0x…}. {@code event}, {@code priority} and {@code generation} stand beside them
 * where they are not 0.
 *
 * <p>How it is fast: a packet's bytes are copied once ({@code AvlPacket}), its structure is checked in one walk and read in a second
 * ({@code TelemetryMapper}); attributes stay bytes until somebody asks ({@code IoAttributes}). {@code ./fleet bench codecs} measures it.
 *
 * <p>Signals: a state (towing, jamming, unplugged, idling) counts while it is reported; a crossing of a zone and overspeeding count only in the record they
 * caused, since periodic records repeat their last value; of the crash values only 1 and 6 are a crash, 2 to 5 are pieces of its trace.
 *
 * <p>Quirks, and where they are met:
 *
 * <ul>
 *   <li>0 satellites: the place is the last known one, {@code valid = false}; at 0,0 there is none. Speed and angle are kept as sent, 0.
 *   <li>Times of 1970, 2000 or the far future (no synchronisation yet) are kept as sent: the engine judges them.
 *   <li>Order is configurable, newest first included: records are never assumed to ascend.
 *   <li>Speed 0xFFFF and angles above 360 (seen on FMB): absent.
 *   <li>A few legacy firmwares append a group of 16-byte values to Codec 8 and say so nowhere (FMB130 in the vectors): tried when the plain reading does
 *       not end with the packet.
 *   <li>Codec 13 has milliseconds in eight bytes in an old document's example.
 *   <li>FMx6xx use the ids 4 to 39, 69 to 89, 113, 195 … with other meanings: {@code model} in the device's settings selects the family.
 *   <li>Models known to send wrong checksums or lengths: {@code lenientChecksum} in the device's settings.
 * </ul>
 *
 * <p>Sources: Teltonika wiki ("Codec", "AVL ID list", "Data sending parameters"), FM64/FMB64 Protocols V.05; recorded frames with their origin in the
 * vectors.
 */
@NullMarked
package io.fleetwire.protocol.teltonika;

import org.jspecify.annotations.NullMarked;

/**
 * GT06, the protocol of Concox, Jimi and their many clones. This page is its guide.
 *
 * <pre>
 *  short frame                                       long frame
 *  +------+-----+------+---------+--------+-----+------+   +------+-------+------+- - -
 *  | 7878 | len | type | content | serial | crc | 0D0A |   | 7979 |  len  | type | as left
 *  +------+-----+------+---------+--------+-----+------+   +------+-------+------+- - -
 *     2      1     1       n         2       2     2          2       2      1
 *            |&lt;------------- crc over -------->|                len = n + 5, from type to crc
 * </pre>
 *
 * Big-endian. The checksum is CRC-16/X-25. {@code 0D0A} may occur inside the content: frames are cut by length, and {@code 0D0A} only checks the cut.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>type</th><th>what</th><th>clock</th><th>reply</th></tr>
 * <tr><td>01</td><td>login: IMEI, [product code, [time zone and language]]</td><td>–</td><td>now</td></tr>
 * <tr><td>10 11 12</td><td>location, older devices</td><td>local</td><td>none</td></tr>
 * <tr><td>22 2D 31 A0</td><td>location with ignition, upload mode, mileage (A0: 4G cell)</td><td>UTC</td><td>none</td></tr>
 * <tr><td>17 1E 25 34 36 37 38 61</td><td>locations of single vendors: {@code Gt06Variants}</td><td>UTC</td><td>none</td></tr>
 * <tr><td>70</td><td>modules, a position among them</td><td>seconds since 1970</td><td>none</td></tr>
 * <tr><td>13 23 36</td><td>heartbeat (23: with the supply voltage, 36: with modules)</td><td>–</td><td>now</td></tr>
 * <tr><td>16</td><td>alarm, older devices</td><td>local</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>26 27 32 39 A3 A4</td><td>alarm (27, A4: with the fence; A3, A4: 4G cell; 39: with modules)</td><td>UTC</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>19 A5</td><td>alarm with a cell instead of a position</td><td>–</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>A9</td><td>alarm with cells and Wi-Fi</td><td>UTC</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>95</td><td>event of a dash camera</td><td>UTC</td><td>when stored</td></tr>
 * <tr><td>18</td><td>neighbouring cells, older devices</td><td>local</td><td>none</td></tr>
 * <tr><td>24 28 2E A1</td><td>neighbouring cells</td><td>UTC</td><td>none</td></tr>
 * <tr><td>2C 33 A2 F3</td><td>neighbouring cells and Wi-Fi (F3: Wi-Fi alone)</td><td>UTC</td><td>none</td></tr>
 * <tr><td>8A</td><td>asks for the time</td><td>–</td><td>now, in UTC</td></tr>
 * <tr><td>1A 2A A7</td><td>asks for a street address (A7: of a 4G cell)</td><td>1A local, 2A UTC</td><td>now, an empty one (type 97)</td></tr>
 * <tr><td>94</td><td>information: voltage, SIM, doors, fuel sensor, climate, …</td><td>–</td><td>none</td></tr>
 * <tr><td>40 9B B2 F1 F2</td><td>battery, serial data, beacon, device status, peripherals</td><td>40 F1 F2: seconds since 1970</td><td>none</td></tr>
 * <tr><td>8C 66 65</td><td>OBD in long frames: fields, parameters, trouble codes</td><td>UTC</td><td>none</td></tr>
 * <tr><td>32 33, long</td><td>AZ735: position or cells and Wi-Fi; alarm</td><td>UTC</td><td>33: when stored</td></tr>
 * <tr><td>35</td><td>X1: a photo on offer, which is not fetched</td><td>UTC</td><td>none</td></tr>
 * <tr><td>15 21</td><td>what a command led to; a place in words is a fix</td><td>the place: UTC</td><td>none</td></tr>
 * <tr><td>80 81 82 17 97</td><td>a server's own: taken apart for people, kept as it is</td><td>–</td><td>none</td></tr>
 * <tr><td>else</td><td>kept as {@code Unknown}: a record without a fix, with its body</td><td>–</td><td>none</td></tr>
 * </table>
 *
 * <p>A frame whose length and checksum are right is a record, whatever is in it: what its type does not say is a tail behind a position that was read, or
 * the whole content as {@code body} with the reason as {@code undecoded}. It is answered like others of its type, or the device would start anew after three.
 * Locations are answered, when stored, where the profile says {@code replyToLocations}.
 *
 * <p>Sources: Concox protocol V3.1, JM-VL03 manual V1.1.2; recorded frames in the test resources, where {@code gt06.deviations.jsonl} says in what and why
 * we read one differently than others do. The vendors' layouts are known from Traccar's users (its vectors, Apache-2.0) and read anew from the bytes.
 *
 * <h2>How it is read</h2>
 *
 * {@code Gt06Frame} opens the envelope, {@code Gt06Codec} reads the content through a {@code Gt06Reader}, field by field, each with its name. Who wants a
 * frame taken apart reads along: {@code Gt06Dissection} has no knowledge of its own. A vendor's layout is a row of {@code Gt06Variants}: the type, what
 * tells it (the registry's {@code model}, a length no other layout has, the content), and its fields in their order. A model that is known beats what only a
 * length tells; the model {@code STANDARD} turns all guesses off for the device.
 *
 * <h2>Quirks</h2>
 *
 * <ul>
 *   <li>In the course word bit 10 set is <em>north</em> and bit 11 set is <em>west</em>; bit 12 clear: no fix, the place is a remembered one or zero.
 *   <li>Both coordinates zero: never been anywhere, no fix.
 *   <li>The older types carry the device's local time in the zone its login named; a login without a zone means UTC, a device profile overrules both.
 *       Seconds since 1970 are in no zone.
 *   <li>{@code lbsLen} in alarms counts itself, but some firmware sends 0, 8, 57, or leaves it out (VXT01); SEEWORLD has cell ids of four bytes, SL4X
 *       network codes of two without saying so.
 *   <li>Bit 15 of the mobile country code says that the network code has two bytes.
 *   <li>Alarm codes of the LW, SEEWORLD and VL models differ: {@code Gt06AlarmCode}.
 *   <li>XT40, NT20 and their family put a source, the IMEI and a second clock before the position of types 22 and 25.
 *   <li>Cheap watches send frames without serial and checksum, with any length: {@code Gt06WatchDevice}. They, and trackers that get checksums or lengths wrong,
 *       are heard only where the profile says {@code lenientChecksum}; that holds for their login, too.
 * </ul>
 */
@NullMarked
package io.fleetwire.protocol.gt06;

import org.jspecify.annotations.NullMarked;

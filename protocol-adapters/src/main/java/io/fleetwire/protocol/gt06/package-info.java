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
 * <tr><td>01</td><td>login: IMEI, product code, time zone</td><td>–</td><td>now</td></tr>
 * <tr><td>10 11 12</td><td>location, older devices</td><td>local</td><td>none</td></tr>
 * <tr><td>22 A0</td><td>location with ignition, upload mode, mileage (A0: 4G cell)</td><td>UTC</td><td>none</td></tr>
 * <tr><td>13 23</td><td>heartbeat (23: with the supply voltage)</td><td>–</td><td>now</td></tr>
 * <tr><td>16</td><td>alarm, older devices</td><td>local</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>26 27 A4</td><td>alarm (27, A4: with the fence; A4: 4G cell)</td><td>UTC</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>19 A5</td><td>alarm with a cell instead of a position</td><td>–</td><td>when stored, if language ≠ 0</td></tr>
 * <tr><td>18</td><td>neighbouring cells, older devices</td><td>local</td><td>none</td></tr>
 * <tr><td>28 2E A1</td><td>neighbouring cells</td><td>UTC</td><td>none</td></tr>
 * <tr><td>2C A2</td><td>neighbouring cells and Wi-Fi</td><td>UTC</td><td>none</td></tr>
 * <tr><td>8A</td><td>asks for the time</td><td>–</td><td>now, in UTC</td></tr>
 * <tr><td>2A</td><td>asks for a street address</td><td>–</td><td>now, an empty one (type 97)</td></tr>
 * <tr><td>94</td><td>information: voltage, SIM, fuel sensor, …</td><td>–</td><td>none</td></tr>
 * <tr><td>15 21</td><td>what a command led to</td><td>–</td><td>none</td></tr>
 * <tr><td>else</td><td>kept as {@code Unknown}: a record without a fix, with its body</td><td>–</td><td>none</td></tr>
 * </table>
 *
 * <p>Sources: Concox protocol V3.1, JM-VL03 manual V1.1.2; recorded frames in the test resources, where {@code gt06.deviations.jsonl} says in what and why
 * we read one differently than others do.
 *
 * <p>Quirks:
 * <ul>
 *   <li>In the course word bit 10 set is <em>north</em> and bit 11 set is <em>west</em>; bit 12 clear: no fix, the place is a remembered one or zero.
 *   <li>The older types carry the device's local time in the zone its login named; a login without a zone means UTC, a device profile overrules both.
 *   <li>{@code lbsLen} in alarms counts itself, but some firmware sends 0, 8, or leaves it out (VXT01); SEEWORLD has cell ids of four bytes.
 *   <li>Bit 15 of the mobile country code says that the network code has two bytes.
 *   <li>Types 17 and 69 of cheap watches put a count into the length byte: cut at {@code 0D0A}, refused.
 *   <li>Alarm 0x19 is a harsh acceleration on the LW models (profile: {@code model}), a low internal battery elsewhere.
 *   <li>XT40, NT20 and their family put the IMEI before the clock of type 22: refused as an impossible time.
 * </ul>
 */
@NullMarked
package io.fleetwire.protocol.gt06;

import org.jspecify.annotations.NullMarked;

/**
 * JT/T 808, the protocol of China's transport ministry, which trackers everywhere speak. This page is its guide.
 *
 * <pre>
 *  +----+------+------------+---------+--------+--------+------------------+------+-----+----+
 *  | 7E | type | attributes | version | number | serial | packets | packet | body | xor | 7E |
 *  +----+------+------------+---------+--------+--------+------------------+------+-----+----+
 *    1     2         2       (1, 2019) 6 or 10     2      (2        2)         n     1     1
 *       |&lt;--------------------------- xor over --------------------------------&gt;|
 *       |&lt;-------- 7E is written 7D 02, 7D is written 7D 01 -------------------------&gt;|
 * </pre>
 *
 * Big-endian. Attributes: bits 0–9 length of the body, 10–12 encryption, 13 sub-packets, 14 the header is that of 2019. Every frame says whose it is:
 * the first one is the login, whatever its type; another number later on closes the connection.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>type</th><th>what</th><th>reply</th></tr>
 * <tr><td>0100</td><td>register: maker, model, plate</td><td>8100 with a token, now; result 4 to a stranger</td></tr>
 * <tr><td>0102 0002 0003</td><td>authenticate, heartbeat, unregister</td><td>8001, now; result 1 to a stranger</td></tr>
 * <tr><td>0004 0109</td><td>asks for the time (0109: a vendor's)</td><td>8004, 8109, now, UTC</td></tr>
 * <tr><td>0200</td><td>location and items</td><td>8001 when stored</td></tr>
 * <tr><td>0704 0210</td><td>locations (0210: a vendor's, or its battery alone)</td><td>8001 when stored; a broken one is kept</td></tr>
 * <tr><td>0201 0500</td><td>a location that was asked for</td><td>none</td></tr>
 * <tr><td>0900</td><td>transparent data, of vendors</td><td>8001 when stored</td></tr>
 * <tr><td>0001 0104 1300</td><td>answers to us</td><td>none</td></tr>
 * <tr><td>0107 0702 6006 0701 2070</td><td>the terminal's attributes, a driver's card, texts, an accelerometer</td><td>8001 when stored</td></tr>
 * <tr><td>0800</td><td>multimedia event</td><td>8001 when stored</td></tr>
 * <tr><td>0801</td><td>picture, sound, film: that it came, not its content</td><td>8001 for each packet and 8800, when stored</td></tr>
 * <tr><td>5501 5502, (…)</td><td>Jointech's locks</td><td>4401 when stored, if wanted; the time to a sentence that asks</td></tr>
 * <tr><td>else</td><td>kept as {@code Unknown}: a record without a fix, with its body</td><td>8001 when stored</td></tr>
 * </table>
 *
 * <p>A message whose length and checksum are right is a record and is answered, whatever is in it: a body that is not what its type says is kept with the
 * reason ({@code undecoded}). In too many sub-packets it is a dead letter, answered with result 3. Frames with a wrong checksum are not answered, and the third
 * in a row closes.
 *
 * <p>The id of a device is its number without the zeros in front that fill the field, so it is the same in both headers. Jimi writes 14 digits of the
 * IMEI as one binary number: the id is then the IMEI.
 *
 * <p>Sources: JT/T 808-2011, -2013 and -2019, JT/T 1078-2016 (items 14 to 18), T/JSATL 12-2017 (items 64, 65); recorded frames in the test resources,
 * where {@code jt808.deviations.jsonl} says in what and why we read one differently than others do.
 *
 * <p>Quirks:
 * <ul>
 *   <li>Clocks are at +08:00 wherever the terminal is; exporters' firmware often sends another zone: profile {@code timeZone}. Locks send UTC.
 *   <li>Coordinates are taken as they are, WGS 84. Some firmware for China sends GCJ-02, up to 600 m off, and nothing in the frame says so.
 *   <li>Alarm bits 15 to 17 are new in 2019; under the older header trackers use them for vibration, removal and opened covers.
 *   <li>Items above 50 are vendors', and vendors reuse ids: {@code Jt808Items} goes by id and length, AOVX by what item F2 says.
 *   <li>Sub-packets are put together before anything is acknowledged: 64 KiB, 512 packets, 60 s of silence, one message at a time.
 *   <li>Encrypted bodies (RSA, with a key that messages 8A00 and 0A00 exchange) are kept as they came and answered
 *       with result 3: no recorded terminal does it.
 * </ul>
 */
@NullMarked
package io.fleetwire.protocol.jt808;

import org.jspecify.annotations.NullMarked;

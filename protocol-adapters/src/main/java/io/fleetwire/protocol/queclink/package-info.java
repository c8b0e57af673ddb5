/**
 * Queclink's @Track Air Interface Protocol in its ASCII form (HEX below), which the GL, GV, GMT, GB and CV models speak. This page is its guide.
 *
 * <pre>
 *  +RESP:GTFRI,  060228,  862894020180553,  name,  ...  location  ...,  20160309073554,  132B  $
 *  `-----+----'  `--+-'   `-----+-------'  `-+-'  `-----body------'    `-----+------'  `-+-'  |
 *     header     version    device id      20     by type and model      send time     count  tail
 * </pre>
 *
 * Everything is text between commas; every field may be empty; there is no login and no checksum. Headers: {@code +RESP:} now, {@code +BUFF:} the same
 * from the time without network, {@code +ACK:} an acknowledged command or a heartbeat. The first two digits of the version are the device's type (the first
 * six of a version of ten).
 *
 * <p>The body differs by type, model and firmware. So the <em>location</em> is found by its shape ({@link io.fleetwire.protocol.queclink.Location}), and
 * tables name what is around it: {@code layouts.csv} (type and model to field names), {@code masks.csv} (fields that a mask announces), {@code fields.csv}
 * (what a name looks like and where its value goes), {@code models.csv}. A layout counts only if every field has its shape and none is left over;
 * without one, fields keep their position as their name, and the location is there all the same.
 *
 * <table>
 * <caption>Messages</caption>
 * <tr><th>type</th><th>what</th></tr>
 * <tr><td>FRI ERI</td><td>position by time, distance or turn; ERI with sensors, CAN and Bluetooth as its mask says</td></tr>
 * <tr><td>RTL NMR DIS IOB DOG PNL LBC</td><td>position because asked for, moved, an input, a restart, switched on, a call</td></tr>
 * <tr><td>SOS TOW SPD HBM CRA IDN GEO GIN GOT JDR JDS BPL MPF EPF</td><td>position with what the device detected: a signal</td></tr>
 * <tr><td>IGN IGF VGN VGF IGL VGL</td><td>ignition, its own or guessed from the voltage (V)</td></tr>
 * <tr><td>STT STR STP CTN LSW TSW DAR BAA BID IDA DAT</td><td>motion, light, cover, camera, Bluetooth, driver, serial port</td></tr>
 * <tr><td>CAN OBD</td><td>the vehicle's bus as its masks say</td></tr>
 * <tr><td>INF GSM VER PNA PFA PDP DTT …</td><td>no position: a record without a fix</td></tr>
 * <tr><td>+ACK:GTHBD</td><td>heartbeat; answered at once, stores nothing</td></tr>
 * <tr><td>else</td><td>a position where there is one, the other fields by their place</td></tr>
 * </table>
 *
 * <p>Replies: {@code +SACK:<count>$} once stored, {@code +SACK:GTHBD,<version>,<count>$} now. A device with SACK switched on waits for it, sends again (up
 * to four times, 20 s apart) and reconnects; whether it is on is nowhere in a message, and to a device with SACK off the documents give the answer no
 * meaning. So every message that can be read is answered, and one that says nothing believable too, once its text is stored: it would say the same again.
 *
 * <p>Sources: @Track Air Interface Protocol of GL200 V1.02, GL300 V6.00, GV200 V5.01, GV300CAN V12.00, GV350M V3.11 and V4.03, GV500 V1.06, CV200 V2.21,
 * GT300 V4.02; recorded frames in the test resources, where {@code queclink.deviations.jsonl} says in what and why we read one differently than others.
 *
 * <p>Quirks:
 * <ul>
 *   <li>Accuracy 0 says that the position is the last known one. Then the event happened when it was sent, not when the satellites were last heard.
 *   <li>The send time is the device's local time on most firmware, with nothing on the wire that says so: set {@code timeZone} in the device's profile.
 *   <li>GV500: the VIN stands before the device's name. GSM: there is no name.
 *   <li>GTIGL: 0 is on, 1 is off; reversed on CV models, where it is not believed.
 *   <li>GTCAN: rpm (bit 5) stands before speed (bit 4). {@code H} is hectometres in a distance, litres an hour in a consumption.
 *   <li>GT300: the device id comes first, the version last or third from the end, the tail character is NUL.
 *   <li>The vehicle's own odometer is an attribute: two sources of one distance would make jumps.
 *   <li>The HEX form has a layout of its own ({@code HexMessage}); Protocol Pro is cut by its length and refused.
 * </ul>
 */
@NullMarked
package io.fleetwire.protocol.queclink;

import org.jspecify.annotations.NullMarked;

/**
 * OBD-II through an ELM327 text adapter that dials in. This page is the protocol's guide.
 *
 * <pre>
 *  adapter                              gateway
 *  "ID 4711\r"            ──────►                     who is calling; unknown: "?\r" and close
 *                         ◄──────  "ATZ\r"            one command, then nothing before its prompt
 *  "\r\rELM327 v1.5\r\r>" ──────►                     only '&gt;' ends a reply, '\r' separates its lines
 *                         ◄──────  "ATE0\r" …         ATL0 ATS0 ATH1 ATSP0 0100 0120 …
 *                         ◄──────  "010C\r"           fast PIDs every second
 *  "7E804410C1AF8\r\r>"   ──────►
 *                         ◄──────  "0105\r" …         slow ones and ATRV every 30 s; 03 07 0A every 5 min; 0902 once
 * </pre>
 *
 * <p>Layers of a reply, each its own class: text ({@code ElmReply}: echo, status words, headers) → {@code IsoTp} (CAN frames to payloads) →
 * {@code ObdDecoder} (payload to {@code ObdMessage}). The PIDs of service 01 are data: {@code pids.csv}, and what their codes mean: {@code codes.csv}.
 *
 * <table>
 * <caption>Services</caption>
 * <tr><th>service</th><th>what</th><th>asked</th></tr>
 * <tr><td>01</td><td>values, bitmaps of what there is, readiness (01, 41)</td><td>every second, every 30 s</td></tr>
 * <tr><td>02</td><td>the same, frozen when a code was stored</td><td>never, but read</td></tr>
 * <tr><td>03 07 0A</td><td>stored, pending, permanent trouble codes</td><td>every 5 min</td></tr>
 * <tr><td>09</td><td>VIN (02), calibration ids (04), verification numbers (06), name (0A), bitmap (00)</td><td>VIN, once</td></tr>
 * <tr><td>7F</td><td>declined, or (78) wait</td><td></td></tr>
 * </table>
 *
 * <table>
 * <caption>Line forms</caption>
 * <tr><th>line</th><th>what</th></tr>
 * <tr><td>{@code 410C1AF8}, {@code 41 0C 1A F8}</td><td>no headers (ATH0), spaces off or on</td></tr>
 * <tr><td>{@code 7E804410C1AF8}</td><td>CAN, 11-bit header, PCI byte, payload; an odd number of digits</td></tr>
 * <tr><td>{@code 18DAF11004410C1AF8}</td><td>CAN, 29-bit header; the last byte is the control unit</td></tr>
 * <tr><td>{@code 486B10410D3243}</td><td>ISO 9141, KWP, J1850: three header bytes, payload, checksum</td></tr>
 * <tr><td>{@code 014}, {@code 0: 4902 …}, {@code 1: …}</td><td>CAN in several frames without headers: length, numbered parts</td></tr>
 * <tr><td>{@code NO DATA}, {@code STOPPED}, {@code ?}, …</td><td>a status word instead of data</td></tr>
 * </table>
 *
 * <p>One telemetry record per fast cycle, with what was read in that cycle, at the time it was received: an adapter has no clock and no position.
 *
 * <p>Sources: ELM327 data sheet, SAE J1979, ISO 15031-5, ISO 15765-2; vectors in the test resources.
 *
 * <p>Quirks: clones insert NUL bytes, glue {@code SEARCHING...} to the data, answer {@code ?} to ATL0, and restart when the starter motor pulls the voltage
 * down (the greeting then comes unasked). Trouble code {@code 0000} is padding. Without headers the numbered lines of two control units cannot be told
 * apart: they are refused. A value whose flag in the first byte of its data is not set is none, whatever its bytes are.
 */
@NullMarked
package io.fleetwire.protocol.obd;

import org.jspecify.annotations.NullMarked;

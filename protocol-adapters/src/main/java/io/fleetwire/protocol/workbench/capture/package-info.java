/**
 * Recorded network traffic: pcap and pcapng files, down to what a device said on a connection. Own code, because the one kept-up Java library without native
 * code reads no pcapng, puts no connection together, and brings a SIP stack along.
 */
@NullMarked
package io.fleetwire.protocol.workbench.capture;

import org.jspecify.annotations.NullMarked;

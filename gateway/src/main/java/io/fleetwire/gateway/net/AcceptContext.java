package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.metrics.GatewayMetrics;
import java.util.function.LongSupplier;

/**
 * What all ports share.
 *
 * @param proxies who may say for whom it speaks
 * @param nanoTime the clock of the rates
 */
record AcceptContext(
        NetLimits netLimits,
        ConnectLimits limits,
        AddressList proxies,
        GatewayMetrics metrics,
        LongSupplier nanoTime) {}

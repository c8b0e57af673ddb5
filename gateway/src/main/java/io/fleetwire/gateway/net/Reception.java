package io.fleetwire.gateway.net;

import io.fleetwire.gateway.address.AddressList;
import io.fleetwire.gateway.metrics.GatewayMetrics;

/**
 * What all ports share.
 *
 * @param proxies who may say for whom it speaks
 */
record Reception(NetLimits netLimits, ConnectLimits limits, AddressList proxies, GatewayMetrics metrics) {}

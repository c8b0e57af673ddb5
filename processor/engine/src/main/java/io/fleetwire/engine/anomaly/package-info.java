/**
 * Which driving is unlike normal driving: an autoencoder over feature windows, its training and its file.
 *
 * <p>The network is trained on normal windows only and learns to reproduce them through a bottleneck. What it cannot reproduce is unlike anything it
 * was shown; the error is the mean over the features a vehicle reports of the squared difference in standard deviations, and each feature's share
 * of it is the explanation.
 */
@NullMarked
package io.fleetwire.engine.anomaly;

import org.jspecify.annotations.NullMarked;

/** Messages of apps that are not ours, read generously: a member that cannot be read, or is too long, costs itself and never the record. */
@NullMarked
package io.fleetwire.protocol.foreign;

import org.jspecify.annotations.NullMarked;

/** Reading topics to their end and on, and writing with the broker's confirmation. */
@NullMarked
package io.fleetwire.service.kafka;

import org.jspecify.annotations.NullMarked;

/** Pure parts of what a network can be asked: addresses, their lists and units, paths, hosts and origins, fair shares of what is scarce. */
@NullMarked
package io.fleetwire.service.net;

import org.jspecify.annotations.NullMarked;

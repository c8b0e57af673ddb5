/** What devices and the gateway said to each other while somebody listened in: the last frames of each tap. */
@NullMarked
package io.fleetwire.service.tap;

import org.jspecify.annotations.NullMarked;

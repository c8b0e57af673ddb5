/** Keeps the log readable where strangers' text gets into it. */
@NullMarked
package io.fleetwire.service.log;

import org.jspecify.annotations.NullMarked;

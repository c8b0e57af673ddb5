/** How the pipeline does, for people and for probes. */
@NullMarked
package io.fleetwire.service.status;

import org.jspecify.annotations.NullMarked;

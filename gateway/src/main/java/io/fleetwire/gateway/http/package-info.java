/** Health and metrics, for whoever watches the process. */
@NullMarked
package io.fleetwire.gateway.http;

import org.jspecify.annotations.NullMarked;

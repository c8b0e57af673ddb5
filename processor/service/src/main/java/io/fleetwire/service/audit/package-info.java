/** Who did what, on {@code fleet.audit}: written for every change and every login, read by administrators. */
@NullMarked
package io.fleetwire.service.audit;

import org.jspecify.annotations.NullMarked;

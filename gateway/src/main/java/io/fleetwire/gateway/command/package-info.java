/** Commands to the devices that are connected here: which of them are due, who sends them, and what became of each. */
@NullMarked
package io.fleetwire.gateway.command;

import org.jspecify.annotations.NullMarked;

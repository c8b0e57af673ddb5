/** Commands to devices: who may ask for what, what waits, and what became of it. */
@NullMarked
package io.fleetwire.service.command;

import org.jspecify.annotations.NullMarked;

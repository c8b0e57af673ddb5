/** What the stack consists of: its settings, where its rooms are installed, and how each is started. */
@NullMarked
package io.fleetwire.standalone.stack;

import org.jspecify.annotations.NullMarked;

/** The command line: {@code up}, {@code demo}, {@code sim}, {@code device}, {@code doctor}. */
@NullMarked
package io.fleetwire.standalone;

import org.jspecify.annotations.NullMarked;

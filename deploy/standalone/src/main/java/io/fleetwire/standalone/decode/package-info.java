/** {@code fleet decode}: the protocol workbench on a terminal. Its main class is its own, so that it starts without Kafka's classes. */
@NullMarked
package io.fleetwire.standalone.decode;

import org.jspecify.annotations.NullMarked;

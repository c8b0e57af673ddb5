@NullMarked
package io.fleetwire.engine.rule;

import org.jspecify.annotations.NullMarked;

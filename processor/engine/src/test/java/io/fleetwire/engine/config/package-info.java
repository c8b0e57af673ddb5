@NullMarked
package io.fleetwire.engine.config;

import org.jspecify.annotations.NullMarked;

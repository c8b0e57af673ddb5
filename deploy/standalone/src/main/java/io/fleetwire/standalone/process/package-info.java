/** Child processes: started, watched, started again, stopped. Knows nothing of what they are. */
@NullMarked
package io.fleetwire.standalone.process;

import org.jspecify.annotations.NullMarked;

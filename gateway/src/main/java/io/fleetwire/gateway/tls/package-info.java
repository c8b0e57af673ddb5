/** Certificates and keys for the device ports: read from PEM files, checked, and read again when the files change. */
@NullMarked
package io.fleetwire.gateway.tls;

import org.jspecify.annotations.NullMarked;

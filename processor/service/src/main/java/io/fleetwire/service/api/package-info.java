/** The REST resources of docs/api.md: thin, validated, errors as problem+json. */
@NullMarked
package io.fleetwire.service.api;

import org.jspecify.annotations.NullMarked;

package io.fleetwire.clickhouse.server.http;

/** What the server says about itself in headers. */
record ServerIdentity(String displayName, String version, String timeZone) {}

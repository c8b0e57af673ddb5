package io.fleetwire.engine.job.store;

import java.io.Serializable;

/**
 * Where ClickHouse is.
 *
 * @param url of its HTTP interface
 */
public record ClickHouseTarget(String url, String user, String password, String database) implements Serializable {

    @Override
    public String toString() {
        return url + "/" + database;
    }
}

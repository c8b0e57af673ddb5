package io.fleetwire.clickhouse.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the engine is set up for a small machine: what it differs in from ClickHouse's defaults, and why. */
final class EngineSettings {
    private static final long MIB = 1L << 20;

    private EngineSettings() {}

    static Map<String, String> of(int memoryMib) {
        Map<String, String> settings = new LinkedHashMap<>();
        server(settings, memoryMib * MIB);
        queries(settings, memoryMib * MIB);
        return settings;
    }

    private static void server(Map<String, String> settings, long memoryBytes) {
        // Else 90 % of the machine's memory, shared with nobody.
        put(settings, "max_server_memory_usage", memoryBytes);
        put(settings, "mark_cache_size", 32 * MIB);
        put(settings, "primary_index_cache_size", 16 * MIB);
        put(settings, "index_mark_cache_size", 4 * MIB);
        put(settings, "index_uncompressed_cache_size", 0);
        put(settings, "uncompressed_cache_size", 0);
        put(settings, "query_condition_cache_size", 4 * MIB);
        put(settings, "mmap_cache_size", 16);
        put(settings, "compiled_expression_cache_size", 8 * MIB);
        // Threads cost memory; two cores do not merge faster with sixteen of them.
        put(settings, "background_pool_size", 2);
        put(settings, "background_merges_mutations_concurrency_ratio", 2);
        put(settings, "background_schedule_pool_size", 4);
        put(settings, "background_move_pool_size", 1);
        put(settings, "background_fetches_pool_size", 1);
        put(settings, "background_common_pool_size", 2);
        put(settings, "background_buffer_flush_schedule_pool_size", 1);
        put(settings, "background_message_broker_schedule_pool_size", 1);
        put(settings, "background_distributed_schedule_pool_size", 1);
        put(settings, "max_thread_pool_free_size", 8);
        put(settings, "max_io_thread_pool_free_size", 0);
        // A merge of two big parts is small against the memory limit, and the disk.
        put(settings, "merge_tree.max_bytes_to_merge_at_max_space_in_pool", 8_192 * MIB);
        // The merge selector keeps free entries for small merges; these must fit the pool of 2 × 2.
        put(settings, "merge_tree.number_of_free_entries_in_pool_to_execute_mutation", 1);
        put(settings, "merge_tree.number_of_free_entries_in_pool_to_lower_max_size_of_merge", 2);
        put(settings, "merge_tree.number_of_free_entries_in_pool_to_execute_optimize_entire_partition", 1);
        put(settings, "merge_tree.merge_max_block_size_bytes", 4 * MIB);
    }

    private static void queries(Map<String, String> settings, long memoryBytes) {
        // One query must leave room for the inserts.
        put(settings, "max_memory_usage", memoryBytes / 2);
        // An INSERT that has returned is stored: recent servers would buffer small ones.
        put(settings, "async_insert", 0);
        put(settings, "allow_introspection_functions", 0);
        put(settings, "implicit_select", 0);
        settings.put("storage_file_read_method", "pread");
        // Whatever zone the machine is in.
        settings.put("session_timezone", "UTC");
    }

    private static void put(Map<String, String> settings, String name, long value) {
        settings.put(name, Long.toString(value));
    }
}

package io.fleetwire.clickhouse.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Repairs what {@code kill -9} leaves behind. A MergeTree writes the deduplication entry of a block <em>before</em> the
 * block's part is there; killed in between, it takes the retry of that insert for a duplicate and drops it. So each entry
 * whose part is not covered by a part on disk is withdrawn. This has to happen before the engine opens the folder: a
 * later merge covers the missing block number and hides the gap.
 *
 * <p>A log line is {@code operation TAB part TAB block id}, operation 1 = added, 2 = dropped.
 */
final class DeduplicationLogs {
    private static final String ADDED = "1";
    private static final String DROPPED = "2";

    private DeduplicationLogs() {}

    /** Withdraws the entries without a part in all tables under {@code data}; returns how many. */
    static int repair(Path data) throws IOException {
        Path store = data.resolve("store");
        if (!Files.isDirectory(store)) {
            return 0;
        }
        int repaired = 0;
        for (Path group : folders(store)) {
            for (Path table : folders(group)) {
                repaired += repairTable(table);
            }
        }
        return repaired;
    }

    private static int repairTable(Path table) throws IOException {
        List<Path> logs = logs(table.resolve("deduplication_logs"));
        if (logs.isEmpty()) {
            return 0;
        }
        Map<String, String> partOfBlock = new LinkedHashMap<>();
        for (Path log : logs) {
            read(log, partOfBlock);
        }
        List<PartName> parts = folders(table).stream()
                .map(folder -> PartName.parse(folder.getFileName().toString()))
                .filter(Objects::nonNull)
                .toList();
        StringBuilder withdrawn = new StringBuilder();
        int count = 0;
        for (Map.Entry<String, String> entry : partOfBlock.entrySet()) {
            PartName part = PartName.parse(entry.getValue());
            if (part != null && parts.stream().noneMatch(present -> present.covers(part))) {
                withdrawn.append(DROPPED + "\t" + entry.getValue() + "\t" + entry.getKey() + "\n");
                count++;
            }
        }
        append(logs.getLast(), withdrawn);
        return count;
    }

    private static void read(Path log, Map<String, String> partOfBlock) throws IOException {
        for (String line : wholeLines(log).split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 3 && fields[0].equals(ADDED)) {
                partOfBlock.put(fields[2], fields[1]);
            } else if (fields.length == 3 && fields[0].equals(DROPPED)) {
                partOfBlock.remove(fields[2]);
            }
        }
    }

    /** The log without a last line that was cut off in mid-write. */
    private static String wholeLines(Path log) throws IOException {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private static void append(Path log, StringBuilder lines) throws IOException {
        String whole = wholeLines(log);
        if (lines.isEmpty() && whole.length() == Files.size(log)) {
            return;
        }
        // Written aside and moved, so that a kill during the repair leaves the old log.
        Path next = log.resolveSibling(log.getFileName() + ".repaired");
        Files.writeString(next, whole + lines, StandardCharsets.UTF_8);
        Files.move(next, log, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> logs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> number(file) >= 0)
                    .sorted(Comparator.comparingLong(DeduplicationLogs::number))
                    .toList());
        }
    }

    /** The number in {@code deduplication_log_12.txt}, or -1 for another file. */
    private static long number(Path file) {
        String digits = file.getFileName().toString().replaceFirst("^deduplication_log_(\\d{1,18})\\.txt$", "$1");
        return digits.chars().allMatch(Character::isDigit) ? Long.parseLong(digits) : -1;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

package io.fleetwire.standalone;

import io.fleetwire.standalone.stack.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fleet sql "SELECT …"}: a statement for the stack's ClickHouse, with the password of the data folder. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Runs a SQL statement on the ClickHouse of the stack that is up.")
final class SqlCommand implements Callable<Integer> {

    private static final int OK = 200;

    @Parameters(paramLabel = "SQL", arity = "0..1", description = "The statement (default: read from standard input).")
    private @Nullable String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "PrettyCompactMonoBlock",
            description =
                    "Of the result, where the statement names none, such as CSV or JSON. Default: ${DEFAULT-VALUE}.")
    private String format = "";

    @Option(
            names = "--database",
            paramLabel = "NAME",
            defaultValue = "fleet",
            description = "Default: ${DEFAULT-VALUE}.")
    private String database = "";

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder of the stack (default: ./data).")
    private @Nullable Path data;

    @Option(names = "--port-offset", paramLabel = "N", description = "The port offset of the stack.")
    private @Nullable Integer portOffset;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.read(Settings.Options.ofCaller(data, portOffset), System.getenv());
        HttpRequest request = request(settings, statement());
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new IOException(new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
                body.transferTo(System.out);
                System.out.flush();
            }
        } catch (ConnectException e) {
            throw new IOException(
                    "nothing answers on " + settings.clickhouseUrl() + ": start the stack with ./fleet up first", e);
        }
        return 0;
    }

    private HttpRequest request(Settings settings, String statement) throws IOException {
        String user = settings.clickhouse() == null
                ? "default"
                : Optional.ofNullable(System.getenv("CLICKHOUSE_USER")).orElse("default");
        String password = settings.clickhouse() == null
                ? settings.clickhousePassword()
                        .orElseThrow(
                                () -> new IOException(
                                        "there is no password in " + settings.clickhousePasswordFile()
                                                + ": start the stack with ./fleet up first, or name its data folder with --data"))
                : Optional.ofNullable(System.getenv("CLICKHOUSE_PASSWORD")).orElse("");
        return HttpRequest.newBuilder(URI.create(settings.clickhouseUrl() + "/?default_format="
                        + URLEncoder.encode(format, StandardCharsets.UTF_8) + "&database="
                        + URLEncoder.encode(database, StandardCharsets.UTF_8)))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(BodyPublishers.ofString(statement))
                .build();
    }

    private String statement() throws IOException {
        String text =
                sql == null || sql.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : sql;
        if (text.isBlank()) {
            throw new IOException("there is no statement: ./fleet sql \"SELECT 1\", or one on standard input");
        }
        return text;
    }
}

package io.fleetwire.service.access;

import io.fleetwire.event.AccessEntry.Token;
import io.fleetwire.event.Role;
import io.fleetwire.event.wire.Topics;
import io.fleetwire.service.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * {@code ./fleet token reset}: for whoever owns the machine and has lost the token. Writes a new first token straight to Kafka, which ends the one before
 * and the sessions it began; a running service takes it up at once.
 */
public final class ResetToken {

    private ResetToken() {}

    /** Arguments: Kafka's bootstrap servers, the token file. */
    public static void main(String[] args) throws Exception {
        reset(args[0], Path.of(args[1]));
    }

    static void reset(String bootstrapServers, Path file) throws IOException, InterruptedException {
        Secret secret = Secret.fresh(Secret.Kind.TOKEN, FirstToken.ID);
        Token token = new Token(
                secret.id(),
                "the first administrator",
                Role.ADMIN,
                secret.hash(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "reset",
                null);
        try (Producer<String, byte[]> producer = KafkaConfig.producer(bootstrapServers)) {
            producer.send(new ProducerRecord<>(
                            Topics.ACCESS.name(),
                            token.key(),
                            Topics.ACCESS.format().encode(token)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("Kafka did not confirm the new token: " + e.getMessage(), e);
        }
        TokenFile.write(file, secret);
    }
}

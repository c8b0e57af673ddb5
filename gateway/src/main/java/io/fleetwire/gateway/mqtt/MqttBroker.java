package io.fleetwire.gateway.mqtt;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import io.fleetwire.gateway.net.ConnectLimits;
import io.fleetwire.gateway.net.PortUnavailableException;
import io.fleetwire.gateway.session.SessionContext;
import io.fleetwire.gateway.tls.ServerTls;
import io.fleetwire.protocol.PayloadAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HiveMQ in this process. Its settings are static, so a process has at most one at a time. */
public final class MqttBroker {

    private static final Logger LOG = LoggerFactory.getLogger(MqttBroker.class);
    private static final long STOP_TIMEOUT_S = 10;

    /** Topics of all connections that are named by a number, in bytes. */
    private static final int MAX_ALIAS_BYTES = 8 << 20;

    /** How often tokens are looked at that may have expired. */
    private static final long LEASES_EVERY_S = 1;

    /** How often sessions are forgotten that have expired. */
    private static final long SESSIONS_EVERY_S = 60;

    private final EmbeddedHiveMQ hiveMq;

    private MqttBroker(EmbeddedHiveMQ hiveMq) {
        this.hiveMq = hiveMq;
    }

    /**
     * Starts the broker; returns when it listens.
     *
     * @param folder its configuration and its few files
     * @param listener who may come
     * @param tls the certificates of its TLS ports; null: it has none
     * @throws IOException where it does not start
     * @throws IllegalArgumentException where the keys of tokens cannot be used
     */
    public static MqttBroker start(
            Path folder,
            String listen,
            MqttSettings settings,
            MqttListenerConfig listener,
            @Nullable ServerTls tls,
            List<PayloadAdapter> adapters,
            SessionContext context)
            throws IOException, PortUnavailableException {
        for (int port : settings.ports().values()) {
            checkFree(listen, port);
        }
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        KeyStores stores = keyStores(configuration, settings, tls);
        writePrivately(configuration.resolve("config.xml"), BrokerSettings.xml(listen, settings, stores));
        TokenVerifier tokens = settings.tokens() == null ? null : new TokenVerifier(settings.tokens());
        ReadBudgets budgets =
                new ReadBudgets(context.metrics(), Runtime.getRuntime().maxMemory());
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("fleetwire")
                        .withName("Fleetwire")
                        .withVersion("1")
                        .withPriority(0)
                        .withStartPriority(0)
                        .withAuthor("Fleetwire")
                        .withExtensionMain(new Extension(adapters, context, settings, listener, tokens, budgets))
                        .build())
                .withoutLoggingBootstrap()
                .build();
        // The builder has just allowed everyone; without an answer of ours, nobody comes in.
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
        InternalConfigurations.TOPIC_ALIAS_GLOBAL_MEMORY_SOFT_LIMIT_BYTES.set(MAX_ALIAS_BYTES / 2);
        InternalConfigurations.TOPIC_ALIAS_GLOBAL_MEMORY_HARD_LIMIT_BYTES.set(MAX_ALIAS_BYTES);
        try {
            hiveMq.start().join();
        } catch (CompletionException e) {
            throw new IOException("the MQTT broker did not start: " + e.getCause(), e);
        }
        UnprovenConnections unproven = new UnprovenConnections(context.metrics(), budgets);
        BrokerChannels.listening(hiveMq).forEach(socket -> socket.pipeline().addFirst(unproven));
        return new MqttBroker(hiveMq);
    }

    private static @Nullable KeyStores keyStores(Path folder, MqttSettings settings, @Nullable ServerTls tls)
            throws IOException {
        if (settings.tls() == null || tls == null) {
            return null;
        }
        KeyStores stores = KeyStores.write(folder, settings.tls(), tls.material());
        tls.whenChanged(material -> {
            try {
                stores.write(material);
            } catch (IOException e) {
                LOG.error("the broker's certificate was not renewed", e);
            }
        });
        return stores;
    }

    /** It holds the password of the key. */
    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    /** HiveMQ ends the process when its port is taken; so ask before. */
    private static void checkFree(String listen, int port) throws PortUnavailableException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(listen), port));
        } catch (IOException e) {
            throw new PortUnavailableException("mqtt", listen, port, String.valueOf(e.getMessage()));
        }
    }

    /** Disconnects everyone and stops. */
    @SuppressWarnings("FutureReturnValueIgnored") // a broker that doesn't stop in time ends with the process
    public void stop() {
        hiveMq.stop()
                .completeOnTimeout(null, STOP_TIMEOUT_S, TimeUnit.SECONDS)
                .exceptionally(failure -> null)
                .join();
    }

    /** Our side of the broker. */
    private record Extension(
            List<PayloadAdapter> adapters,
            SessionContext context,
            MqttSettings settings,
            MqttListenerConfig listener,
            @Nullable TokenVerifier tokens,
            ReadBudgets budgets)
            implements ExtensionMain {

        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            ConnectLimits limits = listener.counting(context.inFlight()::isMemoryShort);
            PublishLimits watch = new PublishLimits(context, listener.limits(), limits, System::nanoTime);
            Sessions sessions = new Sessions(context.metrics(), context.clock(), watch::allowance);
            TopicRules rules = new TopicRules(adapters, context.registry());
            TokenExpiry tokenExpiry = new TokenExpiry(context.clock(), Services.clientService());
            CommandDelivery delivery = new CommandDelivery(
                    rules,
                    context.commands(),
                    context.clock(),
                    Services.publishService(),
                    Services.subscriptionStore(),
                    sessions);
            ConnectGuard threshold =
                    new ConnectGuard(listener, limits, sessions, context.registry(), context.metrics());
            Connections connections = new Connections(context.metrics(), tokenExpiry, threshold, sessions, delivery);
            RetainedMessages retained = new RetainedMessages(
                    context.metrics(), Runtime.getRuntime().maxMemory(), Extension::deleteRetained);
            guardConnections(rules, threshold, sessions, tokenExpiry, delivery, retained);
            guardPublishes(rules, sessions, watch, delivery, new Forwarder.Keeping(retained, budgets));
            Services.eventRegistry().setClientLifecycleEventListener(provider -> connections);
            every(LEASES_EVERY_S, tokenExpiry::check);
            every(SESSIONS_EVERY_S, sessions::forgetOver);
        }

        private void guardConnections(
                TopicRules rules,
                ConnectGuard threshold,
                Sessions sessions,
                TokenExpiry tokenExpiry,
                CommandDelivery delivery,
                RetainedMessages retained) {
            Login login = new Login(context.registry(), tokens, threshold);
            TopicAuthorizer authorizer = new TopicAuthorizer(rules, retained, context.metrics());
            ClientIdScope clientIds = new ClientIdScope(settings.sessionExpiry());
            SessionRestorer sessionRestorer = new SessionRestorer(
                    sessions,
                    context.registry(),
                    tokenExpiry,
                    delivery,
                    Services.subscriptionStore(),
                    Services.extensionExecutorService());
            Services.securityRegistry().setAuthenticatorProvider(provider -> login);
            Services.securityRegistry().setAuthorizerProvider(provider -> authorizer);
            Services.interceptorRegistry().setConnectInboundInterceptorProvider(provider -> clientIds);
            Services.interceptorRegistry().setConnackOutboundInterceptorProvider(provider -> sessionRestorer);
        }

        private static void deleteRetained(String topic) {
            CompletionStage<Void> deleted = Services.retainedMessageStore().remove(topic);
            deleted.whenComplete((ok, failure) -> {
                if (failure != null) {
                    LOG.warn("the retained message of {} was not deleted: {}", topic, failure.getMessage());
                }
            });
        }

        private void guardPublishes(
                TopicRules rules,
                Sessions sessions,
                PublishLimits watch,
                CommandDelivery delivery,
                Forwarder.Keeping keeping) {
            Forwarder forwarder = new Forwarder(rules, context, sessions, watch, keeping, Services.clientService());
            Releases releases = new Releases(sessions);
            Services.initializerRegistry().setClientInitializer((client, pipeline) -> {
                pipeline.addPublishInboundInterceptor(forwarder);
                pipeline.addPubrelInboundInterceptor(releases);
                pipeline.addDisconnectInboundInterceptor(releases);
                pipeline.addSubackOutboundInterceptor(delivery);
                pipeline.addUnsubackOutboundInterceptor(delivery);
            });
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the broker ends its schedule
        private static void every(long seconds, Runnable task) {
            Services.extensionExecutorService().scheduleAtFixedRate(task, seconds, seconds, TimeUnit.SECONDS);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
    }
}

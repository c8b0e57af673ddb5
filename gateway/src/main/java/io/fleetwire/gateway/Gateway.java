package io.fleetwire.gateway;

import io.fleetwire.gateway.net.PortUnavailableException;
import io.fleetwire.gateway.tls.TlsFileException;
import io.fleetwire.protocol.ProtocolAdapter;
import io.fleetwire.protocol.registry.Protocols;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The gateway's process. Exit codes: 1 something unexpected, 2 a setting is wrong, 3 a port is taken, 4 Kafka lacks topics; each with one sentence on
 * standard error.
 */
public final class Gateway {

    private static final String LOGBACK_FILE = "logback.configurationFile";

    private Gateway() {}

    public static void main(String[] args) throws InterruptedException {
        if (System.getProperty(LOGBACK_FILE) == null) {
            // HiveMQ's jar has a logback.xml of its own; ask for ours by name before the first logger exists.
            System.setProperty(LOGBACK_FILE, "fleetwire-gateway-logback.xml");
        }
        int failure = run();
        if (failure != 0) {
            System.exit(failure);
        }
    }

    private static int run() throws InterruptedException {
        try {
            List<ProtocolAdapter<?>> devices = AvlDictionaryFile.devices(System.getenv());
            GatewayConfig config = GatewayConfig.from(System.getenv(), devices);
            RunningGateway gateway = RunningGateway.start(config, devices, Protocols.payloads());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
            new CountDownLatch(1).await(); // until the process is told to end
            return 0;
        } catch (IllegalArgumentException | TlsFileException e) {
            return complain(e, 2);
        } catch (PortUnavailableException e) {
            return complain(e, 3);
        } catch (MissingTopicsException e) {
            return complain(e, 4);
        } catch (IOException e) {
            return complain(e, 1);
        }
    }

    private static void stop(RunningGateway gateway) {
        try {
            gateway.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int complain(Exception e, int exitCode) {
        System.err.println("gateway: " + e.getMessage());
        return exitCode;
    }
}

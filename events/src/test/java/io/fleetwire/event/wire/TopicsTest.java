package io.fleetwire.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Names and keys are the contract with everybody who reads Kafka. */
class TopicsTest {

    @Test
    void names() {
        assertThat(Topics.all().stream().map(Topic::name))
                .containsExactlyInAnyOrder(
                        "fleet.telemetry.raw",
                        "fleet.trip.events",
                        "fleet.events.driver",
                        "fleet.alerts.outbound",
                        "fleet.live",
                        "fleet.trips",
                        "fleet.config",
                        "fleet.commands",
                        "fleet.commands.results",
                        "fleet.deadletter",
                        "fleet.access",
                        "fleet.audit",
                        "fleet.taps",
                        "fleet.ledger");
    }

    @Test
    void vehiclesAreTheKey() {
        assertThat(Topics.TELEMETRY_RAW.key().apply(Samples.contract().build())).isEqualTo("VAN-7");
        assertThat(Topics.TRIP_EVENTS.key().apply(Samples.tripEvent())).isEqualTo("VAN-7");
        assertThat(Topics.DRIVER_EVENTS.key().apply(Samples.driverEvent())).isEqualTo("VAN-7");
        assertThat(Topics.ALERTS.key().apply(Samples.alert())).isEqualTo("VAN-7");
        assertThat(Topics.LIVE.key().apply(Samples.live())).isEqualTo("VAN-7");
        assertThat(Topics.TRIPS.key().apply(Samples.trip())).isEqualTo("VAN-7");
        assertThat(Topics.CONFIG.key().apply(Samples.device())).isEqualTo("device/356307042441013");
        assertThat(Topics.CONFIG.key().apply(Samples.unknownDevice())).isEqualTo("knock/356307042441013");
        assertThat(Topics.CONFIG.key().apply(Samples.vehicle())).isEqualTo("vehicle/VAN-7");
        assertThat(Topics.CONFIG.key().apply(Samples.geofence())).isEqualTo("geofence/depot");
        assertThat(Topics.COMMANDS.key().apply(Samples.command())).isEqualTo("356307042441013");
        assertThat(Topics.COMMAND_RESULTS.key().apply(Samples.commandResult())).isEqualTo("356307042441013");
        assertThat(Topics.ACCESS.key().apply(Samples.user())).isEqualTo("user/jane");
        assertThat(Topics.ACCESS.key().apply(Samples.token())).isEqualTo("token/first");
        assertThat(Topics.ACCESS.key().apply(Samples.session())).isEqualTo("session/k3v9");
        assertThat(Topics.ACCESS.key().apply(Samples.used())).isEqualTo("used/token/first");
        assertThat(Topics.LEDGER.key().apply(Samples.ledgerEntry())).isEqualTo("356307042441013/gateway-1/2026-11-21");
        assertThat(Topics.AUDIT.key().apply(Samples.audit())).isEqualTo("jane");
        assertThat(Topics.DEAD_LETTERS.key().apply(Samples.deadLetter())).isEqualTo("356307042441013");
    }
}

package io.fleetwire.gateway.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TransportsTest {

    /** A version without its native library would be slower in silence. */
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void epollIsThereOnLinux() {
        assertThat(Epoll.unavailabilityCause()).isNull();
        assertThat(Transports.best()).isEqualTo(Transports.EPOLL);
    }
}

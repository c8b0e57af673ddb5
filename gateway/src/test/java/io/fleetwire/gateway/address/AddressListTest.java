package io.fleetwire.gateway.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {

    /** First and last address of a network, and the ones beside it, with masks that end inside a byte. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8:0:aa00::/56, 2001:db8:0:aaff::1, true",
        "2001:db8:0:aa00::/56, 2001:db8:0:ab00::1, false",
        "2001:db8::8/125, 2001:db8::f, true",
        "2001:db8::8/125, 2001:db8::10, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true", // the JDK makes it the IPv4 address that it is
        "127.0.0.0/8, 127.0.0.1, true"
    })
    void networksEndWhereTheirMaskSays(String list, String address, boolean contained) throws Exception {
        assertThat(AddressList.parse(list).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "192.0.2.0/33", "2001:db8::/129", "192.0.2/24", "192.0.2.0/-1", "fe80::1%lo", "/8"
            })
    void whatIsNoNetworkIsNamedAndNoNameIsLookedUp(String text) {
        assertThatThrownBy(() -> AddressList.parse("192.0.2.1, " + text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void deniedIsDeniedEvenIfAllowedAndAnEmptyAllowListAllowsEveryone() throws UnknownHostException {
        InetAddress inside = InetAddress.getByName("192.0.2.9");
        InetAddress outside = InetAddress.getByName("198.51.100.9");
        AddressList network = AddressList.parse("192.0.2.0/24");
        assertThat(AddressRules.EVERYWHERE.permits(outside)).isTrue();
        assertThat(new AddressRules(network, AddressList.NONE).permits(inside)).isTrue();
        assertThat(new AddressRules(network, AddressList.NONE).permits(outside)).isFalse();
        assertThat(new AddressRules(network, AddressList.NONE).permits(null)).isFalse();
        assertThat(new AddressRules(network, AddressList.parse("192.0.2.9")).permits(inside))
                .isFalse();
        assertThat(new AddressRules(AddressList.NONE, network).permits(outside)).isTrue();
    }
}

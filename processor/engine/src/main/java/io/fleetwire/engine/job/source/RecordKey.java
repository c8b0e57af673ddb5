package io.fleetwire.engine.job.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.fleetwire.event.wire.Json;
import io.fleetwire.event.wire.MalformedEventException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whom a record is for, read without decoding it. By the value and never by Kafka's key, which anyone may leave out or get wrong.
 *
 * @param vehicleId the vehicle it names; null: none
 * @param sender the device, else the driver, it names; its vehicle is in the fleet's configuration
 */
record RecordKey(@Nullable String vehicleId, String sender) {

    private static final int VEHICLE_ID_FIELD = 1;
    private static final int DEVICE_ID_FIELD = 2;

    static RecordKey of(byte[] value) throws MalformedEventException {
        for (byte b : value) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{' ? ofJson(value) : ofProtobuf(value);
            }
        }
        throw new MalformedEventException("empty value");
    }

    /** The gateway writes the vehicle first, so this reads one field; anyone else's order works as well. */
    private static RecordKey ofProtobuf(byte[] value) throws MalformedEventException {
        String vehicleId = null;
        String deviceId = null;
        try {
            CodedInputStream in = CodedInputStream.newInstance(value);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                boolean text = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                if (field == VEHICLE_ID_FIELD && text) {
                    vehicleId = in.readStringRequireUtf8();
                    if (!vehicleId.isEmpty()) {
                        return new RecordKey(vehicleId, "");
                    }
                } else if (field == DEVICE_ID_FIELD && text) {
                    deviceId = in.readStringRequireUtf8();
                } else {
                    in.skipField(tag);
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedEventException("neither Protobuf nor JSON: " + e.getMessage());
        } catch (IOException e) {
            throw new MalformedEventException("not Protobuf: " + e.getMessage());
        }
        return recordKey(null, deviceId, null);
    }

    private static RecordKey ofJson(byte[] value) throws MalformedEventException {
        String vehicleId = null;
        String deviceId = null;
        String driverId = null;
        try (JsonParser parser = Json.mapper().getFactory().createParser(value)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING) {
                    switch (name) {
                        case "vehicleId" -> vehicleId = parser.getText();
                        case "deviceId" -> deviceId = parser.getText();
                        case "driverId" -> driverId = parser.getText();
                        default -> {}
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new MalformedEventException("not JSON: " + Json.reason(e));
        }
        return recordKey(vehicleId, deviceId, driverId);
    }

    private static RecordKey recordKey(@Nullable String vehicleId, @Nullable String deviceId, @Nullable String driverId)
            throws MalformedEventException {
        if (vehicleId != null && !vehicleId.isEmpty()) {
            return new RecordKey(vehicleId, "");
        }
        String sender = deviceId != null && !deviceId.isEmpty() ? deviceId : driverId;
        if (sender == null || sender.isEmpty()) {
            throw new MalformedEventException("deviceId is required");
        }
        return new RecordKey(null, sender);
    }
}

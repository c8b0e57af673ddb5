package io.fleetwire.protocol.queclink;

/**
 * What is connected to the device: the end of a {@code GTERI}, announced by its ERI mask, in the order of the bits. What cannot be followed any more keeps
 * its place as its name.
 */
final class Expansion {

    private static final int FUEL_SENSOR = 0;
    private static final int ONE_WIRE = 1;
    private static final int CAN = 2;
    private static final int FUEL_PCT = 3;
    private static final int FUEL_VOLUME = 4;
    private static final int ACCESSORIES = 8;
    private static final String TEMPERATURE_SENSOR = "1";

    /** CAN reports inside a {@code GTERI} have no location of their own, whatever bits 30 and 31 say. */
    private static final long CAN_WITHOUT_LOCATION = 0x3FFF_FFFFL;

    private final Namer namer;
    private final Model model;
    private final long mask;

    private Expansion(Namer namer, Model model, long mask) {
        this.namer = namer;
        this.model = model;
        this.mask = mask;
    }

    /** Names as many fields as can be followed. */
    static void name(Namer namer, Model model, long mask) {
        Expansion expansion = new Expansion(namer, model, mask);
        int understood = namer.at();
        for (int bit = 0; bit <= ACCESSORIES; bit++) {
            if (!expansion.has(bit) || expansion.take(bit)) {
                understood = namer.at();
            } else {
                namer.back(understood);
                return;
            }
        }
    }

    private boolean has(int bit) {
        return (mask >>> bit & 1) == 1;
    }

    private boolean take(int bit) {
        return switch (bit) {
            case FUEL_SENSOR -> model.name().equals("GV350M") ? fuelSensorsOnUart() : namer.take("fuelSensor1.raw");
            case ONE_WIRE -> oneWire();
            case CAN -> can();
            case FUEL_PCT -> fuelSensors();
            // Both bits announce one list.
            case FUEL_VOLUME -> has(FUEL_PCT) || fuelSensors();
            case ACCESSORIES -> model.name().equals("GL320M") || accessories();
            default -> model.name().equals("GL320M");
        };
    }

    private boolean fuelSensorsOnUart() {
        int count = namer.takeCount();
        for (int i = 1; i <= count; i++) {
            String sensor = "fuelSensor" + i;
            if (!namer.take(sensor + ".type") || !namer.take(sensor + ".uart") || !namer.take(sensor + ".raw")) {
                return false;
            }
        }
        return count >= 0;
    }

    private boolean fuelSensors() {
        int count = namer.takeCount();
        for (int i = 1; i <= count; i++) {
            String sensor = "fuelSensor" + i;
            boolean taken = namer.take(sensor + ".type")
                    && (!has(FUEL_PCT) || namer.take(sensor + ".pct"))
                    && (!has(FUEL_VOLUME) || namer.take(sensor + ".volumeL"));
            if (!taken) {
                return false;
            }
        }
        return count >= 0;
    }

    private boolean oneWire() {
        int count = namer.takeCount();
        for (int i = 1; i <= count; i++) {
            String sensor = "oneWire" + i;
            if (!namer.take(sensor + ".id") || !namer.take(sensor + ".type")) {
                return false;
            }
            boolean temperature = namer.last().equals(TEMPERATURE_SENSOR);
            if (!namer.take(sensor + (temperature ? ".temperatureRaw" : ".data"))) {
                return false;
            }
        }
        return count >= 0;
    }

    private boolean can() {
        if (!namer.take("canState") || !namer.take("canMask")) {
            return false;
        }
        long fields = Masks.value(namer.last()) & CAN_WITHOUT_LOCATION;
        return (mask >>> CAN) == 1
                ? Masks.nameUpTo(namer, model, "can", fields, namer.end())
                : Masks.name(namer, model, "can", fields, "");
    }

    private boolean accessories() {
        int count = namer.takeCount();
        for (int i = 1; i <= count; i++) {
            String accessory = "accessory" + i;
            boolean taken = namer.take(accessory + ".index")
                    && namer.take(accessory + ".type")
                    && namer.take(accessory + ".model")
                    && (!model.name().startsWith("GV600M") || namer.take(accessory + ".rawLength"))
                    && namer.take(accessory + ".raw")
                    && namer.take(accessory + ".mask")
                    && Masks.name(namer, model, "accessory", Masks.value(namer.last()), accessory);
            if (!taken) {
                return false;
            }
        }
        return count >= 0;
    }
}

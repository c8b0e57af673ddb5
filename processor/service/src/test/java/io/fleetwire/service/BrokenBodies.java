package io.fleetwire.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies that are nearly right, and bodies that are not at all. The same seed gives the same ones. */
final class BrokenBodies {

    /** How many kinds {@link #next} knows. */
    static final int KINDS = 12;

    private static final List<HostileText> TEXTS = List.of(HostileText.values());
    private static final int DEEP = 5_000;
    private static final int MANY = 20_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    BrokenBodies(Random random) {
        this.random = random;
    }

    /** A body that is no good, made of one that is; the round says of which kind. */
    byte[] next(int round, ObjectNode good) {
        return switch (round % KINDS) {
            case 0 -> swapped(good);
            case 1 -> swapped(swappedNode(good));
            case 2 -> without(good);
            case 3 -> utf8(value().toString());
            case 4 -> new byte[0];
            case 5 -> cut(utf8(good.toString()));
            case 6 -> notUtf8(utf8(good.toString()));
            case 7 -> utf8(doubled(good));
            case 8 -> utf8("[".repeat(DEEP) + "]".repeat(DEEP));
            case 9 -> utf8("{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP));
            case 10 -> flipped(utf8(good.toString()));
            default -> utf8(good + "," + good);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] swapped(ObjectNode good) {
        return utf8(swappedNode(good).toString());
    }

    /** One of its values, at any depth, is something else. */
    private ObjectNode swappedNode(ObjectNode good) {
        List<Runnable> swaps = new ArrayList<>();
        collect(good, swaps);
        if (swaps.isEmpty()) {
            good.set("surplus", value());
        } else {
            swaps.get(random.nextInt(swaps.size())).run();
        }
        return good;
    }

    private void collect(JsonNode node, List<Runnable> swaps) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                swaps.add(() -> object.set(field.getKey(), value()));
                collect(field.getValue(), swaps);
            }
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                swaps.add(() -> array.set(index, value()));
                collect(array.get(i), swaps);
            }
        }
    }

    /** Any value at all. */
    private JsonNode value() {
        return switch (random.nextInt(18)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt());
            case 3 -> JSON.numberNode(random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE);
            case 4 -> JSON.numberNode(BigInteger.TEN.pow(300 + random.nextInt(800)));
            case 5 -> JSON.numberNode(new BigDecimal("1e" + (random.nextBoolean() ? 99_999 : -99_999)));
            case 6 -> JSON.numberNode(random.nextGaussian() * 1e6);
            case 7 -> JSON.textNode("");
            case 8 -> JSON.textNode(" ".repeat(random.nextInt(100)));
            case 9 -> JSON.textNode("9".repeat(random.nextInt(2_000)));
            case 10 -> JSON.textNode("x".repeat(MANY));
            case 11 -> JSON.textNode(TEXTS.get(random.nextInt(TEXTS.size())).text());
            case 12 -> JSON.arrayNode();
            case 13 -> JSON.objectNode();
            case 14 -> JSON.arrayNode().add(JSON.nullNode());
            case 15 -> list();
            case 16 -> names();
            default -> JSON.objectNode().set("text", JSON.arrayNode().add(random.nextInt()));
        };
    }

    private ArrayNode list() {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < MANY; i++) {
            list.add(i);
        }
        return list;
    }

    private ObjectNode names() {
        ObjectNode names = JSON.objectNode();
        for (int i = 0; i < 2_000; i++) {
            names.put("name" + i, random.nextInt());
        }
        return names;
    }

    /** A field is missing. */
    private byte[] without(ObjectNode good) {
        List<String> names = new ArrayList<>();
        good.fieldNames().forEachRemaining(names::add);
        if (!names.isEmpty()) {
            good.remove(names.get(random.nextInt(names.size())));
        }
        return utf8(good.toString());
    }

    /** Each field twice, the second with another value. */
    private String doubled(ObjectNode good) {
        StringBuilder text = new StringBuilder("{");
        for (Map.Entry<String, JsonNode> field : good.properties()) {
            String name = JSON.textNode(field.getKey()) + ":";
            text.append(name)
                    .append(field.getValue())
                    .append(',')
                    .append(name)
                    .append(value())
                    .append(',');
        }
        return text.append("\"end\":1}").toString();
    }

    private byte[] cut(byte[] body) {
        return Arrays.copyOf(body, random.nextInt(body.length));
    }

    /** Bytes that no character has, in the middle of a text where there is one. */
    private byte[] notUtf8(byte[] body) {
        byte[] broken = body.clone();
        byte[] bad = {(byte) 0xC0, (byte) 0x80, (byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xFF};
        int at = random.nextInt(broken.length);
        broken[at] = bad[random.nextInt(bad.length)];
        return broken;
    }

    private byte[] flipped(byte[] body) {
        byte[] broken = body.clone();
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
        return broken;
    }
}

package io.fleetwire.protocol;

import io.fleetwire.event.Command;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a device can be asked, as data: the service validates by it, the page draws it. The names mean the same in every protocol that has them.
 *
 * @param name such as {@code engineStop}
 * @param description for people, what happens
 * @param stopsEngine it can stop the engine, or nobody knows that it cannot: not while the vehicle moves
 */
public record CommandForm(String name, String description, Risk risk, boolean stopsEngine, List<Parameter> parameters) {

    /** What a mistake costs. */
    public enum Risk {
        /** Nothing changes. */
        SAFE,
        /** Something changes that can be changed back from here. */
        RISKY,
        /** Somebody may be hurt, records may be lost, or the device may never come back. */
        DANGEROUS
    }

    /** How a value is given. */
    public enum Type {
        NUMBER,
        CHOICE,
        TEXT
    }

    /**
     * A value the command needs.
     *
     * @param min of a number
     * @param max of a number
     * @param choices of a choice
     * @param pattern that the whole of a text must match: a list of what is allowed, never of what is not
     */
    public record Parameter(
            String name,
            String description,
            Type type,
            boolean required,
            @Nullable Long min,
            @Nullable Long max,
            List<String> choices,
            @Nullable String pattern) {

        /** A whole number. */
        public static Parameter number(String name, String description, boolean required, long min, long max) {
            return new Parameter(name, description, Type.NUMBER, required, min, max, List.of(), null);
        }

        /** One of these. */
        public static Parameter choice(String name, String description, String... choices) {
            return new Parameter(name, description, Type.CHOICE, true, null, null, List.of(choices), null);
        }

        /** A text of allowed characters. */
        public static Parameter text(String name, String description, String pattern) {
            return new Parameter(name, description, Type.TEXT, true, null, null, List.of(), pattern);
        }

        private void check(String value) throws Malformed {
            boolean fits = switch (type) {
                case NUMBER -> isNumber(value);
                case CHOICE -> choices.contains(value);
                case TEXT -> pattern != null && Pattern.matches(pattern, value);
            };
            if (!fits) {
                throw new Malformed("params." + name + " must be " + wanted());
            }
        }

        private boolean isNumber(String value) {
            // Up to 18 digits fit a long; a sign only where there are negative values.
            if (min == null || max == null || !Pattern.matches("-?[0-9]{1,18}", value)) {
                return false;
            }
            long number = Long.parseLong(value);
            return number >= min && number <= max && value.equals(Long.toString(number));
        }

        private String wanted() {
            return switch (type) {
                case NUMBER -> "a whole number from " + min + " to " + max;
                case CHOICE -> "one of " + choices;
                case TEXT -> "a text of the form " + pattern;
            };
        }
    }

    public CommandForm {
        parameters = List.copyOf(parameters);
    }

    /** A question that changes nothing and needs no values. */
    public static CommandForm question(String name, String description) {
        return new CommandForm(name, description, Risk.SAFE, false, List.of());
    }

    /**
     * Whether these values make sense.
     *
     * @throws Malformed naming the parameter that doesn't
     */
    public void check(Map<String, String> params) throws Malformed {
        for (String given : params.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(given))) {
                throw new Malformed(name + " has no parameter of the name given; it has "
                        + parameters.stream().map(Parameter::name).toList());
            }
        }
        for (Parameter parameter : parameters) {
            String value = params.get(parameter.name());
            if (value != null) {
                parameter.check(value);
            } else if (parameter.required()) {
                throw new Malformed("params." + parameter.name() + " is required");
            }
        }
    }

    /**
     * The form a command follows, its values checked.
     *
     * @throws Malformed where there is no such form, or a value doesn't fit it
     */
    public static CommandForm of(List<CommandForm> forms, Command command) throws Malformed {
        for (CommandForm form : forms) {
            if (form.name().equals(command.command())) {
                form.check(command.params());
                return form;
            }
        }
        throw new Malformed("there is no such command here; there are "
                + forms.stream().map(CommandForm::name).toList());
    }
}

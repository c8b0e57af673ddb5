package io.fleetwire.service.api;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fleetwire.event.wire.Json;
import io.fleetwire.service.access.AccessService;
import io.fleetwire.service.access.StepUp;
import io.fleetwire.service.command.CommandRefusedException;
import io.fleetwire.service.fleet.FleetService;
import io.fleetwire.service.kafka.LogUnavailableException;
import io.fleetwire.service.store.StoreUnavailableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error as problem+json with a sentence for a person. */
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ServerExceptionMapper
    RestResponse<Problem> badInput(BadInputException e) {
        return problem(Status.BAD_REQUEST, e.getMessage());
    }

    /** The route needs a role, and nobody called. */
    @ServerExceptionMapper
    RestResponse<Problem> nobody(UnauthorizedException e) {
        return unauthorized("Log in first: send a token as Authorization: Bearer, or open a session.");
    }

    /** Somebody presented what proves nothing. */
    @ServerExceptionMapper
    RestResponse<Problem> notProved(AuthenticationFailedException e) {
        return unauthorized("Invalid or expired token. ./fleet token reset makes a new first one.");
    }

    private static RestResponse<Problem> unauthorized(String detail) {
        RestResponse<Problem> problem = problem(Status.UNAUTHORIZED, detail);
        problem.getHeaders().putSingle("WWW-Authenticate", "Bearer");
        return problem;
    }

    @ServerExceptionMapper
    RestResponse<Problem> notAllowed(ForbiddenException e) {
        return problem(Status.FORBIDDEN, "Your role may not do this. GET /api/v1/session says which you have.");
    }

    @ServerExceptionMapper
    RestResponse<Problem> refused(AccessService.RefusedException e) {
        return problem(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> missing(MissingException e) {
        return problem(Status.NOT_FOUND, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> conflict(FleetService.ConflictException e) {
        return problem(Status.CONFLICT, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> notAsked(CommandRefusedException e) {
        return problem(
                switch (e.why()) {
                    case INVALID -> Status.BAD_REQUEST;
                    case UNKNOWN -> Status.NOT_FOUND;
                    case CONFLICT -> Status.CONFLICT;
                    case FORBIDDEN -> Status.FORBIDDEN;
                },
                e.getMessage());
    }

    /** 403 and not 401: the session goes on. */
    @ServerExceptionMapper
    RestResponse<Problem> notProvedAgain(StepUp.NotProvedException e) {
        return problem(Status.FORBIDDEN, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> storeAway(StoreUnavailableException e) {
        return problem(Status.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> kafkaAway(LogUnavailableException e) {
        LOG.warn("a write was not confirmed: {}", e.getCause() == null ? e.getMessage() : e.getCause());
        return problem(Status.SERVICE_UNAVAILABLE, e.getMessage());
    }

    @ServerExceptionMapper
    RestResponse<Problem> invalid(ConstraintViolationException e) {
        return problem(
                Status.BAD_REQUEST,
                e.getConstraintViolations().stream()
                        .map(violation -> field(violation) + " " + violation.getMessage())
                        .sorted()
                        .collect(Collectors.joining("; ")));
    }

    private static String field(ConstraintViolation<?> violation) {
        String last = "";
        for (Path.Node node : violation.getPropertyPath()) {
            last = String.valueOf(node.getName());
        }
        return last;
    }

    /** JSON that is something else than the call wants. */
    @ServerExceptionMapper
    RestResponse<Problem> mismatched(MismatchedInputException e) {
        return problem(Status.BAD_REQUEST, "The body: " + Json.reason(e));
    }

    /** What the framework refuses: a body that is no JSON, a method or a media type that there is not. */
    @ServerExceptionMapper
    RestResponse<Problem> refused(WebApplicationException e) {
        Status status = Status.fromStatusCode(e.getResponse().getStatus());
        if (e.getCause() instanceof IOException malformed) {
            return problem(status, "The body: " + Json.reason(malformed));
        }
        return problem(
                status,
                switch (status) {
                    case NOT_FOUND -> "There is nothing at this address. /q/openapi lists what there is.";
                    case METHOD_NOT_ALLOWED ->
                        "This address does not know this method. /q/openapi lists those it knows.";
                    case UNSUPPORTED_MEDIA_TYPE -> "Send the body as application/json.";
                    default -> String.valueOf(e.getMessage());
                });
    }

    @ServerExceptionMapper
    RestResponse<Problem> failed(RuntimeException e) {
        LOG.error("a call failed", e);
        return problem(
                Status.INTERNAL_SERVER_ERROR,
                "The service made a mistake; its log says which. Nothing else is affected.");
    }

    static RestResponse<Problem> problem(Status status, @Nullable String detail) {
        String title = status.name().charAt(0)
                + status.name().substring(1).replace('_', ' ').toLowerCase(Locale.ROOT);
        return RestResponse.ResponseBuilder.create(
                        status, new Problem("about:blank", title, status.getStatusCode(), String.valueOf(detail)))
                .type(MediaType.valueOf(Problem.MEDIA_TYPE))
                .build();
    }
}

package io.fleetwire.service;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;

/** How tests log in: as the first administrator does, with the token from the file. */
final class Login {

    private Login() {}

    /** Every call from now on is the first administrator's. */
    static void asFirstAdministrator() {
        as(firstToken());
    }

    /** Every call from now on bears this token. */
    static void as(String token) {
        RestAssured.requestSpecification = new RequestSpecBuilder()
                .addHeader("Authorization", "Bearer " + token)
                .build();
    }

    /** Every call from now on is nobody's. */
    static void asNobody() {
        RestAssured.requestSpecification = null;
    }

    static Path tokenFile() {
        return Path.of(ConfigProvider.getConfig().getValue("fleetwire.access.token-file", String.class));
    }

    /** Waits for the service to have made it. */
    static String firstToken() {
        await().until(() -> Files.exists(tokenFile()));
        await().until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        try {
            return Files.readString(tokenFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new token of this role, made by the first administrator. */
    static String token(String role) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + firstToken())
                .contentType(ContentType.JSON)
                .body("{\"label\":\"a test\",\"role\":\"" + role + "\"}")
                .post("/api/v1/access/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("text");
    }
}

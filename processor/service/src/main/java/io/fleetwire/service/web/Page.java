package io.fleetwire.service.web;

import java.util.regex.Pattern;

/** Which requests are for the page, and what browsers may keep of it. */
final class Page {

    /** Vite puts a hash of the content into these names. */
    private static final Pattern HASHED = Pattern.compile("/assets/.+-[\\w-]{8}\\.\\w+");

    private static final Pattern FILE = Pattern.compile(".*\\.[A-Za-z0-9]+");

    private Page() {}

    /** A path the page made up for one of its views ({@code /vehicles/VAN-7}): the page itself answers it. */
    static boolean isView(String path) {
        return !path.startsWith("/api/")
                && !path.startsWith("/ws/")
                && !path.equals("/q")
                && !path.startsWith("/q/")
                && !path.equals("/")
                && !FILE.matcher(path).matches();
    }

    /** The Cache-Control header of a path. */
    static String cacheControl(String path, long assetMaxAgeS) {
        if (path.startsWith("/api/") || path.startsWith("/ws/") || path.startsWith("/q/")) {
            return "no-store";
        }
        return HASHED.matcher(path).matches() ? "public, max-age=" + assetMaxAgeS + ", immutable" : "no-cache";
    }
}

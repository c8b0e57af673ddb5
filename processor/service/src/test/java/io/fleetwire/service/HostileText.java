package io.fleetwire.service;

/** What somebody types who wants more than a name. */
enum HostileText {
    SQL("'; DROP TABLE fleet.fact_telemetry; --"),
    SQL_UNION("x' UNION ALL SELECT currentUser() --"),
    SCRIPT("<script>window.__hostile=1</script>"),
    IMAGE("\"><img src=x onerror=window.__hostile=1>"),
    TEMPLATE("{{constructor.constructor('window.__hostile=1')()}}${7*7}#{7*7}"),
    BACKSLASHES("\\\\' \\x27 \\0 \\n %27 %00 \\u0027"),
    QUOTES("\"'`´’\"\"''"),
    PATH("../../../../etc/passwd"),
    HEADER("x\r\nSet-Cookie: fleetwire=1"),
    NUL("before\u0000after"),
    CONTROLS("\u0007\u001b]0;title\u0007\u001b[2J\u0008\u007f\u0085"),
    RIGHT_TO_LEFT("invoice\u202egnp.exe\u2066\u200f"),
    EMOJI("\uD83D\uDE9A\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD835\uDD4F"),
    HALF_A_CHARACTER("half \uD83D of one"),
    LONG("a".repeat(100_000));

    private final String text;

    HostileText(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}

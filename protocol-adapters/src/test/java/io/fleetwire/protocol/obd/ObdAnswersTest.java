package io.fleetwire.protocol.obd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies of the ELM327 data sheet, held against the question that is open. */
class ObdAnswersTest {

    @ParameterizedTest(name = "{0} ← {1}")
    @CsvSource({
        "010C, 7E804410C1AF8, true",
        "010D, 7E804410C1AF8, false",
        "010C, NO DATA, true",
        "010C, UNABLE TO CONNECT, true",
        "010C, OK, false",
        "010C, 12.4V, false",
        "010C, ELM327 v1.5, false",
        "010C, 7E8037F0112, true",
        "03, 7E8037F0112, false",
        "010C, '', false",
        "0100, 7E8064100983B8013, true",
        "0120, 7E8064100983B8013, false",
        "0101, 7E8064101820724FF, true",
        "03, 7E804430201330420, true",
        "07, 7E804430201330420, false",
        "0902, '7E81014490201314434\r7E82147503030523535\r7E82242313233343536', true",
        "0A, '7E81014490201314434\r7E82147503030523535\r7E82242313233343536', false",
        "ATRV, 12.4V, true",
        "ATRV, OK, false",
        "ATE0, OK, true",
        "ATE0, 'ATE0\rOK', true",
        "ATL0, 'ATE0\rOK', false",
        "ATL0, ?, true",
        "ATL0, '', true",
        "ATH1, '', false",
        "ATL0, NO DATA, false",
        "ATL0, 7E804410C1AF8, false",
        "ATL0, ELM327 v1.5, false",
        "ATZ, ELM327 v1.5, true",
        "ATZ, vLinker MC v2.2, true",
        "ATZ, OK, false",
        "ATZ, 7E804410C1AF8, false",
        "ATZ, 12.4V, false",
        "010D, '010C\r7E803410D37', false",
    })
    void aReplyIsTakenForTheQuestionItsFormAnswers(String question, String text, boolean fits) {
        ElmReply reply = ElmReply.parse(text, question, true);
        assertThat(ObdAnswers.contradicts(question, text, reply)).isNotEqualTo(fits);
    }
}

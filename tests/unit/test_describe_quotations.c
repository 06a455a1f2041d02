/* test_describe_quotations.c - claims about who is quoted. Each test names the
 * trap that it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "describe_fixture.h"
#include "schema/buffer.h"

#define TITLE "# A day on the hill\n"

static void assert_paper_quotes(struct paper paper, const char *expected) {
    struct document *document = describe_paper(paper);
    struct buffer found = BUFFER_INIT(100000);
    assert_evidence_sound(document);
    for (size_t i = 0; i < document->quotation_count; i++) {
        const struct document_quotation *quotation = &document->quotations[i];
        buffer_printf(&found, "%s: %s\n",
                      quotation->speaker ? quotation->speaker
                      : quotation->role  ? quotation->role
                                         : "?",
                      quotation->text);
    }
    assert_string_equal(found.data ? found.data : "", expected);
    buffer_destroy(&found);
    document_destroy(document);
}

/* Each quotation as "speaker: text" on a line; the role where the speaker is
 * not known, "?" where nothing is. */
static void assert_quotes(const char *text, const char *expected) {
    assert_paper_quotes((struct paper){.text = text}, expected);
}

static void a_speaker_stands_after_the_verb(void **state) {
    (void)state;
    assert_quotes(TITLE
                  "“We are glad of it,” said Ann Otherby, chair of Barset "
                  "CVS.\n",
                  "Ann Otherby: We are glad of it,\n");
}

static void an_acronym_beside_the_speakers_body_does_not_speak(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby, chief executive of Barset Council for "
                        "Voluntary Service (BCVS), said: “We are glad.”\n",
                  "Ann Otherby: We are glad.\n");
}

static void a_speakers_body_is_no_part_of_the_name(void **state) {
    (void)state;
    assert_quotes(TITLE "Jo Marsh, a trustee, came early.\n“Nobody wanted to "
                        "go back to it,” said Jo Marsh of Barset Carers.\n",
                  "Jo Marsh: Nobody wanted to go back to it,\n");
}

static void a_speaker_stands_before_the_verb(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby, chief executive of Barset CVS, said: “We "
                        "are glad of it.”\n",
                  "Ann Otherby: We are glad of it.\n");
}

static void a_pronoun_is_who_spoke_before(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby, the chair, said: “We are glad.”\n"
                        "She added: “It took a long time.”\n",
                  "Ann Otherby: We are glad.\n"
                  "Ann Otherby: It took a long time.\n");
}

static void a_minister_is_the_one_named_before(void **state) {
    (void)state;
    assert_quotes(TITLE "We wrote to the Health Secretary Alan Johnson.\n"
                        "The Minister stated:\n"
                        "“I am concerned to hear of this.”\n",
                  "Alan Johnson: I am concerned to hear of this.\n");
}

static void a_surname_is_the_full_name_given_before(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby, who chairs the forum, came late.\n"
                        "“The bus was full,” said Ms Otherby.\n",
                  "Ann Otherby: The bus was full,\n");
}

static void someone_unnamed_has_a_role_and_no_name(void **state) {
    (void)state;
    assert_quotes(TITLE "I was glad until a Board member said “yes, we know "
                        "you. Aren't there twelve?\" It was cold.\n",
                  "Board member: yes, we know you. Aren't there twelve?\n");
}

static void a_title_in_marks_is_no_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "The workshop was aptly titled ‘If not now, then "
                        "when?’ It was full.\n"
                        "She said the report, “Working Together Better”, "
                        "was long.\n",
                  "");
}

static void words_at_arms_length_are_no_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "Talks were ‘frank and robust’ but went well.\n"
                        "They ran the ‘Garden Buddies’ and ‘Walk Far’ schemes."
                        "\nShe said that the “new deal” was dead.\n"
                        "Get it ‘off the shelf’ today.\n",
                  "");
}

static void a_term_that_is_defined_is_no_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "In this paper “the sector” means all charities.\n"
                        "The term “third sector” came later, he said.\n",
                  "");
}

static void apostrophes_are_no_marks(void **state) {
    (void)state;
    assert_quotes(TITLE "The council's view isn't the members' view, he said, "
                        "and the trustees' wasn't either.\n",
                  "");
}

static void single_marks_hold_double_ones(void **state) {
    (void)state;
    assert_quotes(TITLE "‘It was the members’ day and I said “enough” twice,’ "
                        "said Bob Somerly.\n",
                  "Bob Somerly: It was the members’ day and I said “enough” "
                  "twice,\n");
}

static void a_quotation_in_another_is_not_its_own(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby said: “He told me ‘we do not do that "
                        "here’ and left.”\n",
                  "Ann Otherby: He told me ‘we do not do that here’ and "
                  "left.\n");
}

static void straight_marks_hold_curly_ones(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby said: \"He cried “stop” and ran.\" It "
                        "rained.\n",
                  "Ann Otherby: He cried “stop” and ran.\n");
}

static void each_paragraph_of_a_quotation_opens_anew(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby said:\n“We began in May.\n“We ended in "
                        "June.”\nIt rained.\n",
                  "Ann Otherby: We began in May.\n\n“We ended in June.\n");
}

static void a_missing_mark_ends_with_its_paragraph(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby said: “We began in May.\nIt rained all "
                        "day on the hill.\n",
                  "Ann Otherby: We began in May.\n");
}

static void most_of_a_clause_is_a_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Otherby, who helped to found the Barset Scheme, "
                        "thanked us and replied that the trust “keeps a "
                        "‘compact-proof’ way of working with all groups”.\n",
                  "Ann Otherby: keeps a ‘compact-proof’ way of working with "
                  "all groups\n");
}

static void a_line_under_a_paragraph_says_who_spoke(void **state) {
    (void)state;
    assert_quotes(TITLE "“The minibus has changed our week.”\n"
                        "– Jane Smithers, Director, Barset Wheels\n",
                  "Jane Smithers: The minibus has changed our week.\n");
}

static void what_is_broken_off_goes_on(void **state) {
    (void)state;
    assert_quotes(TITLE "“We lost the bus,” said Ann Otherby. There was rain. "
                        "“But we found the hall.”\n",
                  "Ann Otherby: We lost the bus,\n"
                  "Ann Otherby: But we found the hall.\n");
}

static void a_new_sentence_after_a_mark_attributes_nothing(void **state) {
    (void)state;
    assert_quotes(TITLE
                  "The talk was on ‘Why not us?’ Ann Otherby said that it was "
                  "late.\n",
                  "");
}

static void words_after_according_to_are_the_speaker(void **state) {
    (void)state;
    assert_quotes(TITLE "It was “a day that nobody there will forget”, "
                        "according to Ann Otherby.\n",
                  "Ann Otherby: a day that nobody there will forget\n");
}

static void a_paper_that_is_quoted_is_no_speaker(void **state) {
    (void)state;
    assert_quotes(TITLE "The Barset Compact says: “Grants will be paid in "
                        "advance.”\n",
                  "?: Grants will be paid in advance.\n");
}

static void a_spokesperson_speaks_for_a_body(void **state) {
    (void)state;
    assert_quotes(TITLE "A spokesperson for Barset Council said: “We have no "
                        "comment to make.”\n",
                  "spokesperson for Barset Council: We have no comment to "
                  "make.\n");
}

static void what_its_speaker_breaks_off_is_one_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "“Not so,” she said, “and not here.” It rained.\n"
                        "“It was late,” said Ann Otherby. “We ran.”\n",
                  "?: Not so,” she said, “and not here.\n"
                  "Ann Otherby: It was late,” said Ann Otherby. “We ran.\n");
}

static void two_who_speak_in_turn_are_not_joined(void **state) {
    (void)state;
    assert_quotes(TITLE "“We lost the bus,” said Ann Otherby. “We found the "
                        "hall,” said Bob Somerly.\n",
                  "Ann Otherby: We lost the bus,\n"
                  "Bob Somerly: We found the hall,\n");
}

static void a_name_in_marks_after_a_speaker_is_not_joined(void **state) {
    (void)state;
    assert_quotes(TITLE "“We lost the bus,” said Ann Otherby of the “Walk "
                        "Far” scheme.\n",
                  "Ann Otherby: We lost the bus,\n");
}

static void she_is_not_the_man_who_spoke_last(void **state) {
    (void)state;
    assert_quotes(TITLE "“We are late,” said Mrs Hester Otherby, the chair.\n"
                        "“We are not,” said Councillor Robert Somerly.\n"
                        "“Look at the clock,” she said.\n",
                  "Hester Otherby: We are late,\n"
                  "Robert Somerly: We are not,\n"
                  "Hester Otherby: Look at the clock,\n");
}

static void she_is_whom_the_sentence_before_is_about(void **state) {
    (void)state;
    assert_quotes(TITLE "Jane Otherby, the chair, was met by Mary Somerly.\n"
                        "“I had not read it,” she said.\n",
                  "Jane Otherby: I had not read it,\n");
}

static void
sentences_in_marks_are_of_whom_the_one_before_is_about(void **state) {
    (void)state;
    assert_quotes(TITLE
                  "The manager, Ruth Otherby, is frank about it. “I had "
                  "not read it. It was on a shelf.”\n"
                  "She added that the hall was cold. “We all wore coats.”\n",
                  "Ruth Otherby: I had not read it. It was on a shelf.\n"
                  "Ruth Otherby: We all wore coats.\n");
}

static void a_notice_in_marks_is_no_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "The letters on the door were large. “No games on "
                        "the grass.” It was a cold day.\n",
                  "");
}

static void a_phrase_of_a_paper_is_no_quotation(void **state) {
    (void)state;
    assert_quotes(TITLE "The Compact says that money should be “fair, clear "
                        "and long enough to be useful”.\n"
                        "It wrote a page, which begins “We are not a step on "
                        "the way”. Nobody read it.\n",
                  "");
}

static void what_a_paper_states_is_a_quotation_of_nobody(void **state) {
    (void)state;
    assert_quotes(TITLE "Page 9 says that “the grants will be paid as far as "
                        "possible in advance”.\n",
                  "?: the grants will be paid as far as possible in "
                  "advance\n");
}

static double seconds_for(const char *piece, size_t times) {
    struct buffer text = BUFFER_INIT(64 * 1024 * 1024);
    buffer_append_string(&text, TITLE);
    for (size_t i = 0; i < times; i++)
        buffer_append_string(&text, piece);
    assert_true(buffer_ok(&text));
    clock_t begin = clock();
    document_destroy(describe_text(text.data));
    buffer_destroy(&text);
    return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void who_chairs_a_body_speaks_and_not_the_body(void **state) {
    (void)state;
    assert_quotes(TITLE "Helen Archer, who chairs the Barset Compact Group, "
                        "said: “It must think again.”\n",
                  "Helen Archer: It must think again.\n");
}

static void words_before_a_comma_may_say_according_to_whom(void **state) {
    (void)state;
    assert_quotes(TITLE "According to Fiona Marsh, director of Barset Law, "
                        "“nobody had read it before”.\n",
                  "Fiona Marsh: nobody had read it before\n");
    assert_quotes(TITLE "According to the Barset Compact, “funders give "
                        "reasons for it”.\n",
                  "?: funders give reasons for it\n");
}

static void a_name_on_the_quotations_line_says_who_spoke(void **state) {
    (void)state;
    assert_quotes(TITLE "“I now know whom to ring.” Manjit Singh, treasurer, "
                        "Barset Sikhs\n",
                  "Manjit Singh: I now know whom to ring.\n");
    assert_quotes(TITLE "“I now know whom to ring.” Manjit Singh left the "
                        "room.\nIt was late.\n",
                  "");
}

static void a_line_may_say_what_the_speaker_is_and_no_name(void **state) {
    (void)state;
    assert_quotes(TITLE "“The training was superb.” Workshop participant\n"
                        "“It was worth it” - delegate from a charity\n"
                        "‘We were listened to.’\n(a trustee)\n",
                  "Workshop participant: The training was superb.\n"
                  "delegate from a charity: It was worth it\n"
                  "a trustee: We were listened to.\n");
}

static void names_that_come_first_stand_over_what_they_said(void **state) {
    (void)state;
    assert_quotes(TITLE "It went like this on the whole.\n"
                        "Jane Smith, Barset CVS\n“It took us a whole year.”\n"
                        "Tom Brown, Barset Mind\n“We were late for it.”\n",
                  "Jane Smith: It took us a whole year.\n"
                  "Tom Brown: We were late for it.\n");
    assert_quotes(TITLE "It went like this on the whole.\n"
                        "“It took us a whole year.”\nJane Smith, Barset CVS\n"
                        "“We were late for it.”\nTom Brown, Barset Mind\n",
                  "Jane Smith: It took us a whole year.\n"
                  "Tom Brown: We were late for it.\n");
}

static void a_mister_is_no_woman_of_that_name(void **state) {
    (void)state;
    assert_quotes(TITLE "Ann Field, a trustee, came early.\n"
                        "Mr Field said: “It will be raised.”\n",
                  "Field: It will be raised.\n");
}

static void a_name_joined_by_a_hyphen_is_one(void **state) {
    (void)state;
    assert_quotes(TITLE "Marcus Thorne-Okoro, a trustee, came early.\n"
                        "Mr Thorne-Okoro said: “It will be raised.”\n",
                  "Marcus Thorne-Okoro: It will be raised.\n");
}

static void whose_wife_speaks_does_not_speak(void **state) {
    (void)state;
    assert_quotes(TITLE "Bill Eames, a trustee, came early.\n"
                        "Bill’s wife Joan agrees: “He is never at home.”\n",
                  "Joan: He is never at home.\n");
    assert_quotes(TITLE "Barset Council’s chief executive, Mary Todd, said: "
                        "“We were pleased.”\n",
                  "Mary Todd: We were pleased.\n");
}

static void a_letter_that_goes_on_is_its_writers(void **state) {
    (void)state;
    assert_quotes(TITLE "The Minister for the Third Sector, Phil Hopewell, "
                        "has written to councils. In it he says:\n"
                        "“I ask you to keep to your Compact.”\n"
                        "The letter concludes: “I look forward to it.”\n",
                  "Phil Hopewell: I ask you to keep to your Compact.\n"
                  "Phil Hopewell: I look forward to it.\n");
    assert_quotes(TITLE "Ann Cole, a trustee, said: “We tried it.”\n"
                        "The report says: “Most groups did not.”\n",
                  "Ann Cole: We tried it.\n?: Most groups did not.\n");
}

static void what_goes_with_a_name_does_not_speak(void **state) {
    (void)state;
    assert_quotes(TITLE "Rev. Peter Owen-Jones (Chair of Barset Faith Forum): "
                        "“We finally feel a part of it.”\n",
                  "Peter Owen-Jones: We finally feel a part of it.\n");
    assert_quotes(TITLE "Cllr John Smith, Portfolio Holder for Communities, "
                        "Barset District Council, commented: “We are proud.”\n",
                  "John Smith: We are proud.\n");
    assert_quotes(TITLE "Liz Hope - Barset CVS - said: “It took long.”\n",
                  "Liz Hope: It took long.\n");
}

static void a_body_that_nobody_knows_does_not_speak(void **state) {
    (void)state;
    assert_quotes(TITLE "Ray Cobley, Chief Executive of North Barset Volunteer "
                        "Link, added: “We are proud.”\n",
                  "Ray Cobley: We are proud.\n");
    assert_quotes(TITLE "Ann Otherby (Barset Link) said: “It took long.”\n",
                  "Ann Otherby: It took long.\n");
    assert_quotes(TITLE "Dr Asha Patelby, a GP in Barchester, says: “It took "
                        "long.”\n",
                  "Asha Patelby: It took long.\n");
    assert_quotes(TITLE "Coun Joe Pennyman said: “It took long.”\n",
                  "Joe Pennyman: It took long.\n");
    assert_quotes(TITLE "While Ann Otherby was sorry, Joe Pennyman said: “It "
                        "took long.”\n",
                  "Joe Pennyman: It took long.\n");
}

static void what_is_to_be_said_was_not_said(void **state) {
    (void)state;
    assert_quotes(TITLE "Ring up and say “We have an agreement” to them.\n"
                        "Do not write “subject to the budget” there.\n",
                  "");
    assert_quotes(TITLE "Ann Cole, a trustee, went on to say “we never had an "
                        "answer at all”.\n",
                  "Ann Cole: we never had an answer at all\n");
}

static void someone_may_be_one_or_a_resident(void **state) {
    (void)state;
    assert_quotes(TITLE "“They get a bus and we get a meeting,” as one told "
                        "us.\n“They send the minutes,” wrote a playgroup in "
                        "Dale.\n",
                  "?: They get a bus and we get a meeting,\n"
                  "?: They send the minutes,\n");
}

static void they_are_the_body_that_was_rung(void **state) {
    (void)state;
    assert_quotes(TITLE "Irene Voss, a trustee, said: “Read it first.”\n"
                        "On Tuesday I rang the Barset Council. “We cannot "
                        "comment,” they said.\n",
                  "Irene Voss: Read it first.\n"
                  "Barset Council: We cannot comment,\n");
}

static void a_heading_over_quotations_leaves_them_to_their_lines(void **state) {
    (void)state;
    assert_quotes(TITLE "## What they said\n“It opened my eyes to it.”\n"
                        "Volunteer, Barset Hospice\n",
                  "Volunteer, Barset Hospice: It opened my eyes to it.\n");
}

static void a_line_that_quotes_is_not_of_the_one_before(void **state) {
    (void)state;
    assert_quotes(TITLE "Feedback included:\n“The speaker knew it all.”\n"
                        "Ann Cole (chair of Barset Faith): “We are glad.”\n",
                  "?: The speaker knew it all.\nAnn Cole: We are glad.\n");
}

static void hostile_marks_take_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "\"",    "“",    "‘",      "'a ",    "a' ",     "\"a\" said ",
        "s' a ", "“a” ", "a \"\n", "‘a’ s ", "said “a", "(“"};
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
        assert_true(seconds_for(pieces[i], 200000) < 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_speaker_stands_after_the_verb),
        cmocka_unit_test(an_acronym_beside_the_speakers_body_does_not_speak),
        cmocka_unit_test(a_speakers_body_is_no_part_of_the_name),
        cmocka_unit_test(a_speaker_stands_before_the_verb),
        cmocka_unit_test(a_pronoun_is_who_spoke_before),
        cmocka_unit_test(a_minister_is_the_one_named_before),
        cmocka_unit_test(a_surname_is_the_full_name_given_before),
        cmocka_unit_test(someone_unnamed_has_a_role_and_no_name),
        cmocka_unit_test(a_title_in_marks_is_no_quotation),
        cmocka_unit_test(words_at_arms_length_are_no_quotation),
        cmocka_unit_test(a_term_that_is_defined_is_no_quotation),
        cmocka_unit_test(apostrophes_are_no_marks),
        cmocka_unit_test(single_marks_hold_double_ones),
        cmocka_unit_test(a_quotation_in_another_is_not_its_own),
        cmocka_unit_test(straight_marks_hold_curly_ones),
        cmocka_unit_test(each_paragraph_of_a_quotation_opens_anew),
        cmocka_unit_test(a_missing_mark_ends_with_its_paragraph),
        cmocka_unit_test(most_of_a_clause_is_a_quotation),
        cmocka_unit_test(a_line_under_a_paragraph_says_who_spoke),
        cmocka_unit_test(what_is_broken_off_goes_on),
        cmocka_unit_test(a_new_sentence_after_a_mark_attributes_nothing),
        cmocka_unit_test(words_after_according_to_are_the_speaker),
        cmocka_unit_test(a_paper_that_is_quoted_is_no_speaker),
        cmocka_unit_test(a_spokesperson_speaks_for_a_body),
        cmocka_unit_test(what_its_speaker_breaks_off_is_one_quotation),
        cmocka_unit_test(two_who_speak_in_turn_are_not_joined),
        cmocka_unit_test(a_name_in_marks_after_a_speaker_is_not_joined),
        cmocka_unit_test(she_is_not_the_man_who_spoke_last),
        cmocka_unit_test(she_is_whom_the_sentence_before_is_about),
        cmocka_unit_test(
            sentences_in_marks_are_of_whom_the_one_before_is_about),
        cmocka_unit_test(a_notice_in_marks_is_no_quotation),
        cmocka_unit_test(a_phrase_of_a_paper_is_no_quotation),
        cmocka_unit_test(what_a_paper_states_is_a_quotation_of_nobody),
        cmocka_unit_test(who_chairs_a_body_speaks_and_not_the_body),
        cmocka_unit_test(words_before_a_comma_may_say_according_to_whom),
        cmocka_unit_test(a_name_on_the_quotations_line_says_who_spoke),
        cmocka_unit_test(a_line_may_say_what_the_speaker_is_and_no_name),
        cmocka_unit_test(names_that_come_first_stand_over_what_they_said),
        cmocka_unit_test(a_mister_is_no_woman_of_that_name),
        cmocka_unit_test(a_name_joined_by_a_hyphen_is_one),
        cmocka_unit_test(whose_wife_speaks_does_not_speak),
        cmocka_unit_test(a_letter_that_goes_on_is_its_writers),
        cmocka_unit_test(what_goes_with_a_name_does_not_speak),
        cmocka_unit_test(a_body_that_nobody_knows_does_not_speak),
        cmocka_unit_test(what_is_to_be_said_was_not_said),
        cmocka_unit_test(someone_may_be_one_or_a_resident),
        cmocka_unit_test(they_are_the_body_that_was_rung),
        cmocka_unit_test(a_heading_over_quotations_leaves_them_to_their_lines),
        cmocka_unit_test(a_line_that_quotes_is_not_of_the_one_before),
        cmocka_unit_test(hostile_marks_take_linear_time),
    };
    return cmocka_run_group_tests(tests, open_describer, close_describer);
}

#include "shared/rules/case_file.hpp"

#include <catch2/catch.hpp>

#include "tests/rules/answers.hpp"

using namespace mingcha;
using namespace mingcha::testing;

namespace {
using enum RecordType;
Root const visit_root{RootKind::visit, Uuid{{1}}}, finding_root{RootKind::finding, Uuid{{2}}};
Uuid const visit_id = visit_root.id, finding_id = finding_root.id, answer_id = Uuid{{3}};

/// A value that `by` wrote without seeing another; of several the one by the highest replica is shown first.
void add(Record& record, std::string_view field, Value const& value, std::uint64_t by = 1, std::uint64_t counter = 1) {
    auto& state = record.at(find_field(*find_type(record.name.type), field)->number);
    state = write(state, {}, {{{by}, counter}, {}, {}, std::string(as_text(value.encode()))});
}
using Fields = std::initializer_list<std::pair<char const*, Value>>;
Record made(RecordType type, Uuid const& own, Fields fields = {}, std::string key = {}) {
    Record out{{type == finding ? finding_root : visit_root, type, own}, std::move(key), {}};
    for (auto const& [field, value] : fields) add(out, field, value);
    return out;
}
Record answer_of(std::string item, Fields fields = {}) {
    return made(answer, answer_id, fields, std::move(item));
}
Record photo_of(std::uint8_t n, Uuid const& subject, Fields more = {}) {
    auto out = made(photo, Uuid{{n}}, more);
    add(out, "subject", subject);
    return out;
}
Record step_of(std::uint8_t n, char const* act, Uuid const& subject = visit_id) {
    return made(step, Uuid{{n}}, {{"act", act}, {"subject", subject}});
}
Record ruling_on(std::uint8_t n, char const* result, int order, int epoch = 1) {
    auto const own = ruling_name(step_of(n, "").name).id;
    return made(ruling, own, {{"step", Uuid{{n}}}, {"result", result}, {"order", order}, {"epoch", epoch}});
}
Checklist const& routine() {
    static auto const list = *built_in_checklist("RTN8");
    return list;
}
VisitFacts facts_of(std::vector<Record> const& records, std::vector<Record> const& findings = {}) {
    return visit_facts(routine(), open_case(records, findings));
}
AnswerFacts facts_of_answer(Fields fields) {
    return facts_of({answer_of("M1.1", fields)}).answers.at("M1.1");
}
FindingFacts facts_of_finding(Record const& found, std::vector<Record> const& records = {}) {
    return facts_of(records, {found}).findings.at(0);
}
}  // namespace

TEST_CASE("the records of a visit are sorted into what they are", "[rules][case]") {
    std::vector<Record> const records{made(visit, visit_id), answer_of("M1.1"), made(feedback, Uuid{{11}}),
                                      made(confirmation, Uuid{{13}}), made(notice, Uuid{{14}})};
    std::vector<Record> const findings{made(finding, finding_id)};
    auto const file = open_case(records, findings);
    CHECK(file.visit == &records[0]);
    CHECK((file.answer("M1.1") == &records[1] && file.answer("M9.9") == nullptr));
    CHECK(file.confirmations == std::vector{&records[3]});
    CHECK(file.findings == std::vector{&findings[0]});
}

TEST_CASE("a record is left out while a withdrawal has seen all of it, and is not counted then", "[rules][case]") {
    auto kept = photo_of(10, visit_id), gone = photo_of(11, visit_id);
    for (auto* one : {&kept, &gone}) add(*one, "withdrawn", withdrawal_value("twice", record_vector(*one)));
    add(kept, "caption", "写在撤回之后", 2);
    std::vector<Record> const records{kept, gone, photo_of(12, answer_id)};
    CHECK(open_case(records).photos == std::vector{&records[0], &records[2]});
    CHECK(open_case(records).photos_of(visit_id) == 1);
}

TEST_CASE("the newest feedback is that of the highest round, of one round the latest", "[rules][case]") {
    CHECK(CaseFile{}.newest_feedback() == nullptr);
    std::vector<Record> records{made(feedback, Uuid{{11}}, {{"round", 2}}), made(feedback, Uuid{{12}}, {{"round", 1}})};
    CHECK(open_case(records).newest_feedback() == &records[0]);
    records.push_back(made(feedback, Uuid{{13}}, {{"round", 2}}));
    CHECK(open_case(records).newest_feedback() == &records[2]);
    CHECK(open_case(records).feedback_before() == &records[0]);
    records.resize(2);
    CHECK(open_case(records).feedback_before() == &records[1]);
    records.resize(1);
    CHECK(open_case(records).feedback_before() == nullptr);
    CHECK(CaseFile{}.feedback_before() == nullptr);
}

TEST_CASE("of a school a number that nobody gave is not known; none at all is known", "[rules][case]") {
    auto const one = school_facts(Value::Map{{"kind", "primary"}, {"students", 0}});
    CHECK((one.kind == "primary" && one.students == dec("0") && !one.staff));
    auto const other = school_facts(Value::Map{{"staff", 0}});
    CHECK((other.staff == dec("0") && !other.students));
}

TEST_CASE("of two verdicts a plain item shows the first, a veto or critical item the worst", "[rules][case]") {
    auto const shown = [](Item const& item, Verdict const& first, Verdict const& other) {
        auto answered = answer_of(item.code);
        add(answered, "verdict", to_value(other), 1);
        add(answered, "verdict", to_value(first), 2);
        return shown_verdict(routine(), item, answered);
    };
    auto const& plain = *routine().item("M1.1");
    CHECK(shown(plain, level("2"), level("0")) == level("2"));
    CHECK(shown(plain, level("0"), level("2")) == level("0"));
    auto veto = plain, deduct = *built_in_checklist("SAFE")->item("S1.1");
    veto.veto = deduct.veto = true;
    auto const worse = [&](Item const& item, Verdict const& good, Verdict const& bad) {
        return shown(item, good, bad) == bad && shown(item, bad, good) == bad;
    };
    CHECK(worse(*routine().item("M2.3"), level("2"), level("0")));
    CHECK(worse(veto, level("2"), level("1")));  // it fails on critical items only: worse by its level alone
    CHECK(worse(deduct, faults({}), faults({{"d1", dec("1")}})));  // by its fault alone
}

TEST_CASE("a verdict that cannot be read is passed over; without any the item is open", "[rules][case]") {
    for (auto const* code : {"M1.1", "M2.3"}) {
        auto const& item = *routine().item(code);
        auto answered = answer_of(code);
        add(answered, "verdict", "2", 3);  // of a wrong shape
        auto& state = answered.fields.front().second;
        state = write(state, {}, {{{2}, 1}, {}, {}, "\xff"});  // no value at all
        CHECK(shown_verdict(routine(), item, answered) == Verdict{});
        add(answered, "verdict", to_value(level("1")), 1);
        CHECK(shown_verdict(routine(), item, answered) == level("1"));
    }
}

TEST_CASE("of an answer the wrap-up sees its verdict and which of its texts are there", "[rules][case]") {
    auto const bare = facts_of_answer({{"verdict", to_value(level("2"))}, {"practice", ""}});
    CHECK(bare.verdict == level("2"));
    CHECK_FALSE((bare.has_comment || bare.no_photo_reason || bare.finding_dismissed || !bare.narratives.empty()));
    CHECK(facts_of_answer({{"comment", "好"}}).has_comment);
    CHECK(facts_of_answer({{"no_photo", "停电"}}).no_photo_reason);
    CHECK(facts_of_answer({{"no_finding", "已整改"}}).finding_dismissed);
    CHECK(facts_of_answer({{"gap", "不足"}}).narratives == std::vector<std::string>{"gap"});
}

TEST_CASE("two inspectors differ by different values, in the verdict or in a text", "[rules][case]") {
    auto const differ = [](Value const& other_verdict, Value const& other_gap) {
        auto answered = answer_of("M1.1", {{"verdict", to_value(level("2"))}, {"gap", "不足"}});
        add(answered, "verdict", other_verdict, 2);
        add(answered, "gap", other_gap, 2);
        auto const out = facts_of({answered}).answers.at("M1.1");
        return std::pair(out.in_conflict, out.texts_differ);
    };
    CHECK(differ(to_value(level("2")), "不足") == std::pair(false, false));
    CHECK(differ(to_value(level("0")), "不足") == std::pair(true, false));
    CHECK(differ(to_value(level("2")), "另一不足") == std::pair(false, true));
    for (auto const* field : {"comment", "practice", "gap", "no_photo", "no_finding"}) {
        INFO(field);
        auto answered = answer_of("M1.1", {{field, "甲"}});
        add(answered, field, "乙", 2);
        CHECK(facts_of({answered}).answers.at("M1.1").texts_differ);
    }
}

TEST_CASE("a photo is released by itself or because a signature shows nobody, never by what was said of the visit",
          "[rules][case]") {
    Fields const masked{{"release", Value::Map{{"kind", "masked"}}}}, signature{{"role", "signature"}};
    auto const head = made(visit, visit_id), freed = made(visit, visit_id, masked), own = answer_of("M1.1");
    auto const counts = [](std::vector<Record> const& records) {
        auto const out = facts_of(records);
        auto const& of_item = out.answers.at("M1.1");
        return std::vector{of_item.photos, of_item.photos_unreleased, out.photos_unreleased};
    };
    auto const of_item = photo_of(10, answer_id), gate = photo_of(11, visit_id);
    CHECK(counts({own, of_item}) == std::vector{1, 1, 0});
    CHECK(counts({own, head, gate, photo_of(12, finding_id)}) == std::vector{0, 0, 2});
    auto other = answer_of("Z9.9");  // not in the list
    other.name.id = finding_id;
    CHECK(counts({own, other, photo_of(12, finding_id)}) == std::vector{0, 0, 1});
    CHECK(counts({own, freed, of_item, gate}) == std::vector{1, 1, 1});
    CHECK(counts({own, photo_of(10, answer_id, masked), photo_of(11, visit_id, masked)}) == std::vector{1, 0, 0});
    CHECK(counts({own, photo_of(10, answer_id, signature)}) == std::vector{1, 0, 0});
}

TEST_CASE("of a finding the wrap-up sees its words, its class and its period", "[rules][case]") {
    Fields const fields{{"item", "M1.1"}, {"title", "事实"}, {"class", "C"}, {"basis", "第十五条"}};
    auto const whole = facts_of_finding(made(finding, finding_id, fields));
    CHECK((whole.id == finding_id.to_string() && whole.item == "M1.1" && whole.title == "事实"));
    CHECK((whole.finding_class == 'C' && whole.has_fact && whole.has_basis));
    auto const empty = facts_of_finding(made(finding, finding_id));
    CHECK((empty.finding_class == 'B' && !empty.has_fact && !empty.has_basis && !empty.has_days && !empty.on_spot));
    auto const on_spot = [](int days) { return facts_of_finding(made(finding, finding_id, {{"days", days}})).on_spot; };
    CHECK((on_spot(0) && !on_spot(1)));
}

TEST_CASE("a finding has its own photos and its item's; those after it are told apart", "[rules][case]") {
    auto const found = made(finding, finding_id, {{"item", "M1.1"}}), item = answer_of("M1.1");
    auto const of_item = photo_of(10, answer_id), before = photo_of(11, finding_id);
    auto const out = facts_of_finding(found, {item, of_item, before, photo_of(12, finding_id, {{"role", "after"}})});
    CHECK(std::pair(out.photos, out.photos_after) == std::pair(3, 1));
}

TEST_CASE("two inspectors differ in any text of a finding, in its class or its period", "[rules][case]") {
    for (auto const* field : {"title", "class", "basis", "advice", "days", "responsible"}) {
        INFO(field);
        auto found = made(finding, finding_id, {{field, "A"}});
        CHECK_FALSE(facts_of_finding(found).texts_differ);
        add(found, field, "B", 2);
        CHECK(facts_of_finding(found).texts_differ);
    }
}

TEST_CASE("the steps of a subject come with their rulings, and in the order in which they were made", "[rules][case]") {
    auto later = step_of(12, ""), emptied = step_of(14, "VT14");
    add(later, "act", "VT09", 2, 7);
    auto const actless = made(step, Uuid{{13}}, {{"subject", visit_id}});
    emptied.at(2).siblings.clear();
    std::vector<Record> records{step_of(10, "FT01", finding_id), later, actless, emptied};
    auto steps = ruled_steps(open_case(records), visit_id);
    REQUIRE(steps.size() == 3);
    CHECK((steps[0].id == Uuid{{12}} && steps[0].act == "VT09" && steps[0].local_order == 7));
    for (auto const& one : {steps[1], steps[2]}) CHECK((one.act.empty() && one.local_order == 0 && !one.ruling));
    records.push_back(ruling_on(12, "noted", 5, 2));
    steps = ruled_steps(open_case(records), visit_id);
    REQUIRE((steps[0].ruling && !steps[1].ruling));
    CHECK((steps[0].ruling->code == "noted" && steps[0].ruling->order == RuledStep::Order{2, 5}));
}

TEST_CASE("a refused step is made good by a step of a later ruling, not by one that waits", "[rules][case]") {
    auto const refused = [](std::vector<Record> const& records) {
        std::vector<Uuid> out;
        for (auto const& one : refused_steps(open_case(records), visit_id)) out.push_back(one.id);
        return out;
    };
    auto const first = step_of(10, "VT14"), second = step_of(11, "VT14");
    CHECK(refused({first}).empty());
    CHECK(refused({first, ruling_on(10, "no_summary", 1), second}) == std::vector{Uuid{{10}}});
    auto const two = [&](Record const& one, Record const& other) { return refused({first, second, one, other}); };
    CHECK(two(ruling_on(10, "no_summary", 1), ruling_on(11, "in_force", 2)).empty());
    CHECK(two(ruling_on(10, "no_summary", 1), ruling_on(11, "evidence_unknown", 2)) == std::vector{Uuid{{11}}});
    CHECK(two(ruling_on(10, "no_summary", 2), ruling_on(11, "in_force", 1)) == std::vector{Uuid{{10}}});
    CHECK(two(ruling_on(10, "no_summary", 1, 2), ruling_on(11, "in_force", 9, 1)) == std::vector{Uuid{{10}}});
}

TEST_CASE("CF09: findings of two persons on one item know of each other", "[rules][case]") {
    auto const raised = [](std::uint8_t n, std::uint8_t author, char const* item) {
        auto out = made(finding, Uuid{{n}});
        if (item) add(out, "item", item);
        if (item) out.fields.front().second.siblings.front().author = Uuid{{author}};
        return out;
    };
    std::vector<Record> const all{raised(11, 1, "M1.1"), raised(12, 1, "M1.1"), raised(13, 2, "M1.1"),
                                  raised(14, 2, "M1.2"), raised(15, 3, ""),     raised(16, 4, ""),
                                  raised(17, 5, nullptr)};
    auto const file = open_case({}, all);
    REQUIRE(file.findings.size() == all.size());
    auto const of = [&](std::size_t i) { return raised_by_others(file, all[i]); };
    CHECK(of(0) == std::vector{&all[2]});
    CHECK(of(1) == std::vector{&all[2]});
    CHECK(of(2) == std::vector{&all[0], &all[1]});
    for (std::size_t const alone : {3, 4, 5, 6}) CHECK(of(alone).empty());
}

TEST_CASE("the newest steps are those of the subject that no other names", "[rules][case]") {
    auto second = step_of(12, "VT05");
    add(second, "heads", Value::List{Value(Uuid{{11}})});
    std::vector<Record> const known{step_of(11, "VT04"), second, step_of(13, "FT01", finding_id),
                                    made(photo, Uuid{{14}}, {{"subject", visit_id}})};
    CHECK(newest_steps(visit_id, known) == Value::List{Value(Uuid{{12}})});
    CHECK(newest_steps(finding_id, known) == Value::List{Value(Uuid{{13}})});
    CHECK(newest_steps(Uuid{{99}}, known).empty());
}

TEST_CASE("a finding on an item that nobody judged, without a photo, has no evidence", "[rules][case]") {
    CHECK_FALSE(facts_of_finding(made(finding, finding_id, {{"item", "M1.1"}})).has_evidence);
    CHECK(facts_of_finding(made(finding, finding_id, {{"item", "M1.1"}}), {photo_of(21, finding_id)}).has_evidence);
}

#include "tests/support/inspector.hpp"

#include <stdexcept>

#include "shared/data/data_file.hpp"
#include "shared/rules/feedback.hpp"
#include "shared/rules/power.hpp"
#include "shared/rules/verdict.hpp"

namespace mingcha::test {

namespace {
template <typename T>
T must(Outcome<T> outcome, char const* what) {
    if (!outcome) throw std::runtime_error(std::string(what) + ": " + outcome.error().message);
    return *std::move(outcome);
}

Change change_of(RecordName const& name, std::string const& key, char const* field, Value value) {
    return {name, key, find_field(*find_type(name.type), field)->number, Change::Kind::write, std::move(value), {}, {}};
}

/// As well as can be: the best level, no faults, a figure inside every limit of the built-in lists.
Verdict best(Item const& item) {
    Verdict out;
    switch (item.scoring) {
        case Scoring::deduct:
            out.faults.emplace();
            break;
        case Scoring::text:
            out.text = "无";
            break;
        case Scoring::time:
            out.time = 8 * 60 + 30;
            break;
        case Scoring::percent:
            out.measured = Decimal(100);
            break;
        case Scoring::count:
        case Scoring::minutes:
            out.measured = Decimal(3);
            break;
        default:
            out.level = item.levels.front().code;
    }
    return out;
}
}  // namespace

Inspector::Inspector(SocketTablet& tablet, Root const& visit, std::uint64_t seed)
    : tablet_(tablet), visit_(visit), random_(seed) {
    auto const found = must(tablet.replica().find(here(RecordType::visit, visit.id)), "reading the visit");
    if (!found) throw std::runtime_error("this tablet does not hold the visit");
    list_ = *built_in_checklist(found->value("checklist")["code"].text());
}

void Inspector::write(RecordName const& name, std::string const& key,
                      std::initializer_list<std::pair<char const*, Value>> fields) {
    std::vector<Change> changes;
    for (auto const& [field, value] : fields) changes.push_back(change_of(name, key, field, value));
    auto& replica = tablet_.replica();
    bool const makes_root = name.id == name.root.id && name.root.kind == RootKind::finding;
    must(makes_root ? replica.create_root(name.root, changes, tablet_.person())
                    : replica.write(changes, tablet_.person()),
         "writing");
}
void Inspector::seal() {
    (void)must(tablet_.replica().seal(), "sealing");
}

Uuid Inspector::step(char const* act, Value::Map data, char const* note, bool seen) {
    auto const id = Uuid::v7(clock_.now().time_ms, random_);
    auto const name = here(RecordType::step, id);
    write(name, {}, {{"subject", visit_.id}, {"act", act}, {"by", tablet_.person()}});
    if (seen) write(name, {}, {{"seen", feedback_}});
    if (*note != 0) write(name, {}, {{"note", note}});
    if (!data.empty()) write(name, {}, {{"data", std::move(data)}});
    seal();
    return steps_[act] = id;
}

void Inspector::check_in(Value::Map evidence) {
    evidence["time"] = clock_.now().time_ms;
    evidence["plaque"] = true;
    write(here(RecordType::visit, visit_.id), {}, {{"checkin", evidence}});
    step("VT05", std::move(evidence));
}

void Inspector::answer(std::string const& item, Value verdict, std::string const& comment) {
    auto const name = here(RecordType::answer, answer_id(item));
    write(name, item, {{"verdict", std::move(verdict)}});
    if (!comment.empty()) write(name, item, {{"comment", comment}});
    seal();
}

void Inspector::answer_the_rest() {
    for (auto const& section : list_.sections) {
        for (auto const& item : section.items) {
            auto const name = here(RecordType::answer, answer_id(item.code));
            if (must(tablet_.replica().find(name), "reading an answer")) continue;
            write(name, item.code, {{"verdict", to_value(best(item))}});
            if (item.evidence.photo != Photo::required) continue;
            Hash content;
            random_.fill(content);
            photo(name.id, "evidence", content, 300'000);
        }
    }
    seal();
}

Uuid Inspector::photo(Uuid const& subject, char const* role, Hash const& sha256, std::int64_t size, int width,
                      int height) {
    auto const id = Uuid::v7(clock_.now().time_ms, random_);
    write(here(RecordType::photo, id), {},
          {{"subject", subject},
           {"role", role},
           {"sha256", sha256},
           {"size", size},
           {"mime", "image/png"},
           {"width", std::int64_t{width}},
           {"height", std::int64_t{height}},
           {"order", std::int64_t{1}},
           {"taken", Value::Map{{"time", Value(clock_.now().time_ms)}}}});
    seal();
    return id;
}

Uuid Inspector::finding(std::string const& item, char const* title, char letter, bool judges) {
    auto const answered = must(tablet_.replica().find(here(RecordType::answer, answer_id(item))), "reading an answer");
    auto const* judged = list_.item(item);
    if (judges && judged && !answered) answer(item, to_value(best(*judged)));
    auto const id = Uuid::v7(clock_.now().time_ms, random_);
    findings_.push_back({RootKind::finding, id});
    auto const found = must(tablet_.replica().find(here(RecordType::visit, visit_.id)), "reading the visit");
    write({findings_.back(), RecordType::finding, id}, {},
          {{"visit", visit_.id},
           {"unit", found->value("unit").id()},
           {"item", item},
           {"title", title},
           {"class", std::string(1, letter)},
           {"basis", "山东省学校安全条例"},
           {"days", std::int64_t{7}}});
    finding_step(id, "FT01");
    return id;
}

Uuid Inspector::finding_step(Uuid const& finding, char const* act) {
    RecordName const name{{RootKind::finding, finding}, RecordType::step, Uuid::v7(clock_.now().time_ms, random_)};
    write(name, {}, {{"subject", finding}, {"act", act}, {"by", tablet_.person()}});
    seal();
    return name.id;
}

std::vector<Record> Inspector::covered() {
    auto out = must(tablet_.replica().records(visit_), "reading the visit");
    for (auto const& root : findings_)
        for (auto& record : must(tablet_.replica().records(root), "reading a finding"))
            out.push_back(std::move(record));
    return out;
}

void Inspector::say(char const* summary) {
    write(here(RecordType::visit, visit_.id), {}, {{"summary", summary}});
    seal();
}

void Inspector::give_feedback(char const* summary) {
    say(summary);
    auto const frozen = snapshot(covered());
    Bytes salt(32);
    random_.fill(salt);
    feedback_ = feedback_hash(frozen, salt);
    write(here(RecordType::feedback, Uuid::v7(clock_.now().time_ms, random_)), {},
          {{"round", ++round_}, {"hash", feedback_}, {"salt", salt}, {"values", frozen}});
    step("VT09", {}, "", true);
}

Uuid Inspector::confirm(Confirmation const& how) {
    auto const id = Uuid::v7(clock_.now().time_ms, random_);
    auto const name = here(RecordType::confirmation, id);
    bool const dissents = how.choice == "dissent";
    write(name, {},
          {{"choice", how.choice}, {"signer", Value::Map{{"name", "李敏"}, {"role", Value(how.signer_role)}}}});
    if (how.names_hash) write(name, {}, {{"feedback", feedback_}});
    if (dissents)
        write(name, {},
              {{"points", Value::List{Value::Map{{"finding", Value(how.finding)},
                                                 {"choice", "dissent"},
                                                 {"reason", "days"},
                                                 {"text", "请改为 10 天"}}}},
               {"reason", "请改为 10 天"}});
    if (!how.code.empty()) {
        Bytes nonce(16);
        random_.fill(nonce);
        auto const plain = Value(Value::Map{{"code", Value(how.code)},
                                            {"hash", Value(how.boxed_hash.value_or(feedback_))},
                                            {"nonce", Value(std::move(nonce))}})
                               .encode();
        write(name, {}, {{"code", seal_box(plain, tablet_.replica().identity().server_box)}});
    }
    step(!how.act.empty() ? how.act.c_str()
         : dissents       ? "VT12"
                          : "VT11",
         {{"confirmation", Value(id)}}, dissents ? "请改为 10 天" : "", how.seen);
    return id;
}

Uuid Inspector::put_off() {
    auto const id = Uuid::v7(clock_.now().time_ms, random_);
    write(here(RecordType::confirmation, id), {}, {{"feedback", feedback_}, {"choice", "deferred"}});
    seal();
    return id;
}

void Inspector::submit(bool names_missing) {
    auto const records = must(tablet_.replica().records(visit_), "reading the visit");
    std::vector<Uuid> missing;
    for (auto const& record : records)
        if (record.name.type == RecordType::photo && names_missing) missing.push_back(record.name.id);
    step("VT14", missing.empty() ? Value::Map{} : Value::Map{{std::string(missing_photos), missing_value(missing)}});
}

std::string Inspector::ruling(Uuid const& step, Uuid const& finding) {
    auto const root = finding.is_nil() ? visit_ : Root{RootKind::finding, finding};
    auto const found = must(tablet_.replica().find(ruling_name({root, RecordType::step, step})), "reading a ruling");
    return found ? found->value("result").text() : std::string();
}
std::string Inspector::code_result(Uuid const& confirmation) {
    auto const found = must(tablet_.replica().find(here(RecordType::confirmation, confirmation)), "reading");
    return found ? found->value("code_result").text() : std::string();
}

}  // namespace mingcha::test

#include <algorithm>

#include "server/api/detail_values.hpp"
#include "shared/data/demo_city.hpp"
#include "shared/rules/feedback.hpp"

namespace mingcha {

namespace {
constexpr std::int64_t day_ms = 86'400'000;

/// The item whose answer this would be: a photo may be taken before anything is answered, and stays when a visit is broken off then.
std::string item_of_answer(VisitCase const& of, Uuid const& subject) {
    for (auto const& [code, answer] : of.file.answers)
        if (answer->name.id == subject) return code;
    if (!of.list || !of.file.visit) return {};
    for (auto const& section : of.list->sections)
        for (auto const& item : section.items)
            if (Uuid::derived(of.file.visit->name.id, item.code) == subject) return item.code;
    return {};
}

std::string item_of(VisitCase const& of, Uuid const& subject) {
    for (auto const* finding : of.file.findings)
        if (finding->name.id == subject) return finding->value("item").text();
    return item_of_answer(of, subject);
}

char const* type_of(VisitCase const& of, Uuid const& subject) {
    auto const is = [&](Record const* record) { return record->name.id == subject; };
    if (std::ranges::any_of(of.file.findings, is)) return "finding";
    if (std::ranges::any_of(of.file.confirmations, is)) return "confirmation";
    return item_of_answer(of, subject).empty() ? "visit" : "answer";
}

OrderedJson or_null(Value const& value) {
    if (value.is_null() || (std::holds_alternative<std::string>(value.data()) && value.text().empty())) return nullptr;
    if (auto const* number = std::get_if<std::int64_t>(&value.data())) return *number;
    return value.text();
}

OrderedJson author_of(Record const& record, char const* field, DetailWords const& words) {
    auto const* write = shown(record, field);
    return words.person(write ? write->author : Uuid{});
}
std::int64_t time_of(Record const& record, char const* field) {
    auto const* write = shown(record, field);
    return write ? write->stamp.shown_ms() : 0;
}

std::vector<Record> everything(VisitCase const& of) {
    auto out = of.records;
    out.insert(out.end(), of.findings.begin(), of.findings.end());
    return out;
}

Record const* feedback_of(VisitCase const& of, Record const& confirmation) {
    auto const hash = confirmation.value("feedback").bytes();
    auto const same = [&](Record const* one) { return one->value("hash").bytes() == hash; };
    auto const found = std::ranges::find_if(of.file.feedbacks, same);
    return found == of.file.feedbacks.end() ? nullptr : *found;
}

/// The contract's words for two states whose codes the workflow writes differently.
std::string finding_word(State state) {
    if (state == State::with_plan) return "planned";
    if (state == State::reported_back) return "reported";
    return std::string(words_of(state).code);
}

std::vector<Record> root_of_finding(VisitCase const& of, Uuid const& finding) {
    std::vector<Record> out;
    std::ranges::copy_if(of.findings, std::back_inserter(out),
                         [&](Record const& one) { return one.name.root.id == finding; });
    return out;
}

OrderedJson finding_json(VisitCase const& of, Record const& finding, DetailWords const& words, std::int64_t now_ms) {
    auto const records = root_of_finding(of, finding.name.id);
    auto const folded = finding_state(records, finding.name.id);
    OrderedJson notice, due;
    for (auto const& record : records) {
        if (record.name.type != RecordType::notice || is_withdrawn(record)) continue;
        auto const sent = time_of(record, "number");
        notice = {{"number", record.value("number").text()}, {"days", record.value("days").integer()}, {"time", sent}};
        due = china_day(sent + record.value("days").integer() * day_ms);
    }
    OrderedJson out{{"id", finding.name.id.to_string()},
                    {"item", or_null(finding.value("item"))},
                    {"state", finding_word(folded.shown)},
                    {"provisional", folded.provisional},
                    {"flags", OrderedJson::array()}};
    if (due.is_string() && is_open(folded.shown) && due.get<std::string>() < china_day(now_ms))
        out["flags"].push_back("overdue");
    for (auto const* field : {"title", "class", "basis", "advice", "days", "responsible"})
        out[field] = words.field(finding, field);
    out["due"] = due;
    out["notice"] = notice;
    out["photos"] = OrderedJson::array();
    for (auto const* photo : of.file.photos)
        if (photo->value("subject").id() == finding.name.id) out["photos"].push_back(photo->name.id.to_string());
    out["same_item"] = OrderedJson::array();
    for (auto const* other : raised_by_others(of.file, finding)) out["same_item"].push_back(other->name.id.to_string());
    return out;
}

OrderedJson points_json(Value const& points) {
    OrderedJson out = OrderedJson::array();
    for (auto const& point : points.list())
        out.push_back({{"finding", point["finding"].id().to_string()},
                       {"choice", point["choice"].text()},
                       {"reason", or_null(point["reason"])},
                       {"text", or_null(point["text"])}});
    return out;
}

OrderedJson signature_of(VisitCase const& of, Uuid const& confirmation) {
    for (auto const* photo : of.file.photos)
        if (photo->value("subject").id() == confirmation && photo->value("role").text() == "signature")
            return photo->name.id.to_string();
    return nullptr;
}

OrderedJson confirmation_json(VisitCase const& of, Record const& one, DetailWords const& words,
                              std::vector<Record> const& all) {
    auto const* feedback = feedback_of(of, one);
    auto const signer = one.value("signer");
    auto const* write = shown(one, "choice");
    auto const result = one.value("code_result").text();
    OrderedJson out;
    out["id"] = one.name.id.to_string();
    out["feedback"] = feedback ? OrderedJson(feedback->name.id.to_string()) : OrderedJson(nullptr);
    out["choice"] = one.value("choice").text();
    out["points"] = points_json(one.value("points"));
    out["reason"] = or_null(one.value("reason"));
    out["signer"] = nullptr;
    if (!signer.is_null())
        out["signer"] = {
            {"name", signer["name"].text()}, {"role", signer["role"].text()}, {"typed", or_null(signer["typed"])}};
    out["witness"] = or_null(one.value("witness"));
    out["signature"] = signature_of(of, one.name.id);
    out["code_result"] = !result.empty() ? result : one.value("code").bytes().empty() ? "none" : "pending";
    out["content_matches"] =
        feedback ? OrderedJson(is_sound_feedback(*feedback) && addendum(feedback->value("values"), all).empty())
                 : OrderedJson(nullptr);
    out["author"] = author_of(one, "choice", words);
    out["device"] = write ? words.device(write->dot) : OrderedJson(nullptr);
    out["time"] = time_of(one, "choice");
    out["until"] = or_null(one.value("until"));
    return out;
}

/// "answer S5.1", "photo 01…", "visit": the record that an addendum speaks of. `record` is null where it is gone.
struct Named {
    std::string type, key;
    Uuid id;
    Record const* record = nullptr;
};
Named find_named(VisitCase const& of, std::vector<Record> const& all, std::string const& name) {
    Named out;
    auto const space = name.find(' ');
    out.type = name.substr(0, space);
    auto const rest = space == std::string::npos ? std::string() : name.substr(space + 1);
    auto const visit = of.visit->name.root;
    if (out.type == "visit")
        out.id = visit.id;
    else if (out.type == "answer")
        out.key = rest, out.id = Uuid::derived(visit.id, rest);
    else if (auto const id = Uuid::parse(rest))
        out.id = *id;
    auto const found = std::ranges::find_if(all, [&](Record const& one) {
        return one.name.id == out.id && find_type(one.name.type) && find_type(one.name.type)->name == out.type;
    });
    if (found != all.end() && !is_withdrawn(*found)) out.record = &*found;
    return out;
}

/// Who settles a difference, and by which rule of DOMAIN 6.5. What the office owns the district settles, what inspectors own the lead.
std::pair<char const*, char const*> settling(Record const& record, FieldSpec const* field) {
    if (record.name.type == RecordType::photo) return {"CF13", "lead"};
    bool const offices = field && record.name.type == RecordType::visit && includes(field->writer, Writer::district);
    return offices ? std::pair("CF04", "district") : std::pair("CF01", "lead");
}

OrderedJson act_target(std::string_view act) {
    auto const* found = find_act(act);
    if (!found || found->to == State::none) return nullptr;
    return found->subject == Subject::finding ? OrderedJson(finding_word(found->to))
                                              : OrderedJson(words_of(found->to).code);
}

/// A step is ruled on in the transaction that received it.
OrderedJson received_at(Record const& ruling) {
    auto const* write = shown(ruling, "result");
    return write ? OrderedJson(write->stamp.shown_ms()) : OrderedJson(nullptr);
}

struct StepRow {
    OrderedJson json;
    bool ruled = false;
    std::int64_t epoch = 0, order = 0, made = 0;
};

StepRow step_row(Record const& step, std::vector<Record> const& all, DetailWords const& words) {
    auto const* act = shown(step, "act");
    auto const name = ruling_name(step.name);
    auto const ruling = std::ranges::find_if(all, [&](Record const& one) { return one.name == name; });
    StepRow row;
    row.made = act ? act->stamp.device.time_ms : 0;
    auto& out = row.json;
    out["id"] = step.name.id.to_string();
    out["subject"] = {{"type", step.name.root.kind == RootKind::finding ? "finding" : "visit"},
                      {"id", step.value("subject").id().to_string()}};
    out["act"] = step.value("act").text();
    out["to"] = act_target(step.value("act").text());
    auto const by = step.value("by").id();
    out["by"] = by.is_nil() ? OrderedJson(nullptr) : words.person(by);
    out["device"] = act ? words.device(act->dot) : OrderedJson(nullptr);
    out["made"] = row.made;
    out["effective"] = act ? act->stamp.shown_ms() : 0;
    out["received"] = nullptr;
    out["note"] = or_null(step.value("note"));
    auto const data = step.value("data");
    out["reason"] = or_null(data["reason"]);
    out["who"] = or_null(data["who"]);
    out["no_photo"] = or_null(data["no_photo"]);
    out["ruling"] = nullptr;
    if (ruling == all.end()) return row;
    row.ruled = true;
    row.epoch = ruling->value("epoch").integer();
    row.order = ruling->value("order").integer();
    out["received"] = received_at(*ruling);
    auto const said = ruling_words(ruling->value("result").text());
    out["ruling"] = {{"result", said.code}, {"zh", said.zh},
                     {"en", said.en},       {"effective", ruling->value("effective").integer()},
                     {"order", row.order},  {"rules", ruling->value("rules").text()}};
    return row;
}
}  // namespace

OrderedJson answers_json(VisitCase const& of, DetailWords const& words) {
    OrderedJson out = OrderedJson::object();
    for (auto const& [code, answer] : of.file.answers) {
        OrderedJson one{{"id", answer->name.id.to_string()}};
        for (auto const* field : {"verdict", "comment", "practice", "gap", "self", "no_photo", "no_finding"})
            one[field] = words.field(*answer, field);
        out[code] = std::move(one);
    }
    return out;
}

OrderedJson photos_json(VisitCase const& of, DetailWords const& words, sqlite::Database& db) {
    OrderedJson out = OrderedJson::array();
    sqlite::Statement arrived(db, "SELECT server_ms FROM blob WHERE sha256=?1");
    for (auto const* photo : of.file.photos) {
        auto const hash = photo->value("sha256").bytes();
        auto const subject = photo->value("subject").id();
        auto const taken = photo->value("taken");
        sqlite::Use const use(arrived);
        bool const here = arrived.with(hash).step();
        OrderedJson one;
        one["id"] = photo->name.id.to_string();
        one["subject"] = {
            {"type", type_of(of, subject)}, {"id", subject.to_string()}, {"item", text_or_null(item_of(of, subject))}};
        one["role"] = photo->value("role").text();
        one["sha256"] = to_hex(hash);
        one["size"] = photo->value("size").integer();
        one["mime"] = photo->value("mime").text();
        one["width"] = photo->value("width").integer();
        one["height"] = photo->value("height").integer();
        one["received"] = here ? OrderedJson(arrived.integer(0)) : OrderedJson(nullptr);
        one["author"] = author_of(*photo, "sha256", words);
        one["taken"] = {{"time", or_null(taken["time"])},
                        {"imported", taken["imported"].flag()},
                        {"lat", or_null(taken["lat"])},
                        {"lon", or_null(taken["lon"])},
                        {"accuracy", or_null(taken["accuracy"])}};
        one["caption"] = or_null(photo->value("caption"));
        one["order"] = photo->value("order").integer();
        out.push_back(std::move(one));
    }
    return out;
}

OrderedJson findings_json(VisitCase const& of, DetailWords const& words, std::int64_t now_ms) {
    OrderedJson out = OrderedJson::array();
    for (auto const* finding : of.file.findings) out.push_back(finding_json(of, *finding, words, now_ms));
    return out;
}

OrderedJson feedbacks_json(VisitCase const& of, DetailWords const& words) {
    auto all = of.file.feedbacks;
    std::ranges::sort(all, {},
                      [](Record const* one) { return std::pair(one->value("round").integer(), one->name.id); });
    OrderedJson out = OrderedJson::array();
    for (auto const* one : all)
        out.push_back({{"id", one->name.id.to_string()},
                       {"round", one->value("round").integer()},
                       {"hash", to_hex(one->value("hash").bytes())},
                       {"time", time_of(*one, "hash")},
                       {"author", author_of(*one, "hash", words)}});
    return out;
}

OrderedJson confirmations_json(VisitCase const& of, DetailWords const& words) {
    auto const all = everything(of);
    OrderedJson out = OrderedJson::array();
    for (auto const* one : of.file.confirmations) out.push_back(confirmation_json(of, *one, words, all));
    return out;
}

OrderedJson addenda_json(VisitCase const& of, DetailWords const& words) {
    auto const all = everything(of);
    std::map<Uuid, Record const*> was_signed;
    for (auto const* one : of.file.confirmations)
        if (auto const* feedback = feedback_of(of, *one)) was_signed[feedback->name.id] = feedback;
    OrderedJson out = OrderedJson::array();
    for (auto const& [id, feedback] : was_signed) {
        for (auto const& row : addendum(feedback->value("values"), all)) {
            auto const named = find_named(of, all, row.record);
            OrderedJson before = OrderedJson::array(), now = OrderedJson::array();
            for (auto const& value : row.signed_values) {
                auto const bytes = value.encode();
                before.push_back(words.value(named.key, row.field, Sibling{{}, {}, {}, std::string(as_text(bytes))}));
            }
            auto const* state = named.record ? named.record->find(row.field) : nullptr;
            if (state) now = words.siblings(named.key, row.field, *state);
            out.push_back({{"record", named.type},
                           {"id", named.id.to_string()},
                           {"key", text_or_null(named.key)},
                           {"field", row.field},
                           {"feedback", id.to_string()},
                           {"signed", before},
                           {"now", now}});
        }
    }
    return out;
}

OrderedJson conflicts_json(VisitCase const& of, DetailWords const& words) {
    OrderedJson out = OrderedJson::array();
    auto const lead = of.visit->value("lead").id();
    for (auto const& record : everything(of)) {
        auto const* type = find_type(record.name.type);
        if (!type) continue;
        for (auto const number : conflicts(record)) {
            auto const* field = find_field(*type, number);
            std::string const name = field ? std::string(field->name) : std::to_string(number);
            auto const [rule, role] = settling(record, field);
            OrderedJson const person =
                std::string_view(role) == "lead" && !lead.is_nil() ? words.person(lead) : OrderedJson(nullptr);
            out.push_back({{"record", type->name},
                           {"id", record.name.id.to_string()},
                           {"key", text_or_null(record.key)},
                           {"field", name},
                           {"rule", rule},
                           {"settles", {{"role", role}, {"person", person}}},
                           {"siblings", words.siblings(record.key, name, *record.find(number))}});
        }
    }
    return out;
}

OrderedJson steps_json(VisitCase const& of, DetailWords const& words) {
    auto const all = everything(of);
    std::vector<StepRow> rows;
    for (auto const& record : all)
        if (record.name.type == RecordType::step) rows.push_back(step_row(record, all, words));
    std::ranges::stable_sort(rows, {},
                             [](StepRow const& row) { return std::tuple(!row.ruled, row.epoch, row.order, row.made); });
    OrderedJson out = OrderedJson::array();
    for (auto& row : rows) out.push_back(std::move(row.json));
    return out;
}

}  // namespace mingcha

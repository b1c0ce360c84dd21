#include "bench/load/mapping.hpp"

#include <cmath>

namespace mingcha::load {

namespace {
using Json = nlohmann::json;

/// Numbers of fields that the schema does not know (schema.hpp, unknown_field_from).
enum Unknown : std::uint16_t { weather = 64, latitude, longitude, planned_at, finished_at, hash_of_file = 64 };

std::string text(Json const& record, char const* field) {
    auto const at = record.find(field);
    if (at == record.end() || at->is_null()) return {};
    return at->is_string() ? at->get<std::string>() : at->dump();
}
std::int64_t integer(Json const& record, char const* field, std::int64_t fallback = 0) {
    auto const at = record.find(field);
    return at != record.end() && at->is_number() ? at->get<std::int64_t>() : fallback;
}
/// Degrees as micro-degrees: our values have no floating point.
std::int64_t micro(Json const& record, char const* field) {
    auto const at = record.find(field);
    return at != record.end() && at->is_number() ? std::llround(at->get<double>() * 1e6) : 0;
}
/// Another system's id, when it is not a UUID, still names one record.
Uuid id_of(std::string const& text) {
    auto const id = Uuid::parse(text);
    return id ? *id : Uuid::derived({}, text);
}
Value hash_of(Json const& record, char const* field) {
    auto const bytes = from_hex(text(record, field));
    return bytes && bytes->size() == 32 ? Value(hash_from(*bytes)) : Value(sha256(view(text(record, field))));
}

/// The fields of one record that the person filled in.
class Form {
public:
    Form(RecordName const& name, std::string key = {}) : name_(name), key_(std::move(key)) {}
    void set(char const* field, Value value) {
        set(find_field(*find_type(name_.type), field)->number, std::move(value));
    }
    void set(std::uint16_t field, Value value) {
        changes_.push_back({name_, key_, field, Change::Kind::write, std::move(value), {}, {}});
    }
    [[nodiscard]] std::vector<Change> const& changes() const { return changes_; }

private:
    RecordName name_;
    std::string key_;
    std::vector<Change> changes_;
};
}  // namespace

void RowClock::set(std::int64_t time_ms) {
    auto const day = time_ms / day_ms;
    moment_ = {time_ms, time_ms - day * day_ms, static_cast<std::uint32_t>(day)};
}

Outcome<Unit> Mapping::put(WorkloadRow const& row) {
    auto const kind = text(row.record, "kind");
    auto const when = kind == "visit" ? "started_at" : kind == "answer" ? "answered_at" : "signed_at";
    clock_.set(integer(row.record, when, clock_.time_ms() + 1'000));
    auto const fail = [&](std::string const& why) {
        return Error{"bad_input",
                     "tablet " + std::to_string(row.tablet) + ", seq " + std::to_string(row.seq) + ": " + why};
    };
    Outcome<Unit> done = Unit{};
    if (kind == "visit") {
        done = put_visit(row.record);
    } else {
        auto const visit = visits_.find(text(row.record, "visit_id"));
        if (visit == visits_.end()) return fail("its visit_id names no visit before it");
        if (kind == "answer")
            done = put_answer(row.record, visit->second);
        else if (kind == "finding")
            done = put_finding(row.record, visit->second);
        else if (kind == "confirm")
            done = put_confirm(row.record, visit->second);
        else
            return fail("unknown kind \"" + kind + "\"");
    }
    return done ? done : Outcome<Unit>(fail(done.error().message));
}

Uuid Mapping::unit_of(std::string const& site) {
    auto const [at, fresh] = sites_.try_emplace(site);
    if (fresh) at->second = seat_.units[(sites_.size() - 1) % seat_.units.size()];
    return at->second;
}

Outcome<Unit> Mapping::put_visit(Json const& record) {
    Root const root{RootKind::visit, id_of(text(record, "id"))};
    auto const unit = unit_of(text(record, "site_id"));
    Form form({root, RecordType::visit, root.id});
    form.set("unit", unit);
    form.set("kind", "routine");
    form.set("checklist", Value::Map{{"code", text(record, "template_id")}, {"version", text(record, "template_rev")}});
    form.set("lead", seat_.identity.person);
    form.set("checkin", Value::Map{{"time", integer(record, "started_at")}});
    form.set("unit_facts", Value::Map{{"name", text(record, "site_name")}});
    form.set(weather, text(record, "weather"));
    form.set(latitude, micro(record, "lat"));
    form.set(longitude, micro(record, "lon"));
    form.set(planned_at, integer(record, "planned_at"));
    form.set(finished_at, integer(record, "finished_at"));
    visits_[text(record, "id")] = root;
    unit_of_visit_[root.id] = unit;
    return replica_.create_root(root, form.changes(), seat_.identity.person);
}

Outcome<Unit> Mapping::put_answer(Json const& record, Root const& visit) {
    auto const question = text(record, "q");
    Form form({visit, RecordType::answer, Uuid::derived(visit.id, question)}, question);
    form.set("verdict", Value::Map{{"l", text(record, "score")}});
    if (auto const comment = text(record, "comment"); !comment.empty()) form.set("comment", comment);
    return replica_.write(form.changes(), seat_.identity.person);
}

Outcome<Unit> Mapping::put_finding(Json const& record, Root const& visit) {
    Root const root{RootKind::finding, id_of(text(record, "id"))};
    Form form({root, RecordType::finding, root.id});
    form.set("visit", visit.id);
    form.set("unit", unit_of_visit_[visit.id]);
    form.set("item", text(record, "q"));
    form.set("title", text(record, "text"));
    form.set("class", text(record, "severity"));
    form.set("basis", text(record, "category"));
    form.set("days", std::max<std::int64_t>(0, (integer(record, "due_at") - clock_.time_ms() + day_ms / 2) / day_ms));
    form.set(hash_of_file, hash_of(record, "photo_sha256"));
    return replica_.create_root(root, form.changes(), seat_.identity.person);
}

Outcome<Unit> Mapping::put_confirm(Json const& record, Root const& visit) {
    Form form({visit, RecordType::confirmation, id_of(text(record, "id"))});
    form.set("choice", record.value("accepted", false) ? "confirm" : "dissent");
    form.set("signer", Value::Map{{"name", text(record, "signer")}, {"role", text(record, "role")}, {"typed", true}});
    form.set(hash_of_file, hash_of(record, "signature_sha256"));
    return replica_.write(form.changes(), seat_.identity.person);
}

}  // namespace mingcha::load

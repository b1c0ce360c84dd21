#include "client/viewmodels/checkin_records.hpp"

#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

namespace {
void append(std::vector<Change>& to, std::vector<Change> more) {
    to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// From this tablet's own block.
std::string next_number(Store& store) {
    int const n = store.note(QStringLiteral("visitNumber")).toInt() + 1;
    store.set_note(QStringLiteral("visitNumber"), n);
    return plain(QStringLiteral("%1-%2-%3")
                     .arg(qt(store.facts().device).right(number_digits).toUpper(),
                          day_code(store.now_ms()).remove(QLatin1Char('-')))
                     .arg(n));
}
}  // namespace

Uuid checkin_records(Context& context, CheckinDraft const& draft, CheckinFacts facts, WriteJob& job) {
    auto& store = context.store;
    auto const name = draft.visit_name();
    auto const* visit = draft.is_planned() ? context.visit.file().visit : nullptr;
    bool const leads = !visit || context.visit.is_lead();
    job.seals = true;
    auto const put = [&](std::string_view field, Value value) {
        if (!visit || visit->value(field) != value) job.changes.push_back(change(name, field, std::move(value)));
    };
    if (!visit) {
        job.new_root = name.root;
        put("unit", draft.unit);
        put("lead", store.person());
    }
    if (leads) {  // a companion's check-in is a step only: the head belongs to the lead
        put("kind", plain(draft.kind));
        put("checklist", Value::Map{{"code", facts.list.value("code")}, {"version", facts.list.value("version")}});
        put("checkin", facts.evidence);
        put("unit_facts", unit_facts(facts.unit));
        if (auto const why = draft.why_here(); !why.empty()) put("reason", why);
        if (!visit || visit->value("number").text().empty()) put("number", next_number(store));
        for (auto const& id : draft.companions) {
            auto const person = Value(uuid(id));
            auto const encoded = person.encode();
            auto const before = visit ? visit->versions("members") : std::vector<Sibling const*>{};
            bool const there =
                std::ranges::any_of(before, [&](Sibling const* one) { return one->value == as_text(encoded); });
            if (!there) job.changes.push_back(change(name, "members", person, Change::Kind::add));
        }
    }
    for (auto const& shot : draft.shots) {
        append(job.changes, photo_changes({name.root, RecordType::photo, store.new_id()}, name.id, shot));
        job.blobs.push_back(shot.kept.blob);
    }
    auto const step = store.new_id();
    append(job.changes,
           step_changes({name.root, name.id, visit ? "VT05" : "VT04", facts.note, std::move(facts.evidence), {}}, step,
                        store.person(), store.cache().of_root(name.root)));
    return step;
}

void refusal_records(Context& context, CheckinDraft const& draft, Uuid const& checked_in, WriteJob& job) {
    auto& store = context.store;
    auto const name = draft.visit_name();
    auto const said = [&](char const* field) {
        return plain(draft.refusal.value(QLatin1String(field)).toString().trimmed());
    };
    Value::Map data{
        {"who", said("who")}, {"words", said("words")}, {"when", static_cast<std::int64_t>(store.now_ms())}};
    if (auto const why = said("no_photo"); !why.empty()) data.emplace("no_photo", why);
    auto refused = step_changes({name.root, name.id, "VT06", said("words"), std::move(data), {}}, store.new_id(),
                                store.person(), {});
    follows(refused, checked_in);
    append(job.changes, std::move(refused));
}

}  // namespace mingcha

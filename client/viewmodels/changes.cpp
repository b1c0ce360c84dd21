#include "client/viewmodels/changes.hpp"

#include "shared/rules/case_file.hpp"

namespace mingcha {

Change change(RecordName const& name, std::string_view field, Value value, Change::Kind kind) {
    auto const* type = find_type(name.type);
    auto const* spec = type ? find_field(*type, field) : nullptr;
    MC_CHECK(spec);
    return {name, {}, spec->number, kind, std::move(value), {}, {}};
}

Change keyed_change(RecordName const& name, std::string key, std::string_view field, Value value, Change::Kind kind) {
    auto out = change(name, field, std::move(value), kind);
    out.key = std::move(key);
    return out;
}

Change on_sight_of(Record const* shown, Change change) {
    auto const* state = shown ? shown->find(change.field) : nullptr;
    if (change.kind == Change::Kind::withdraw)
        change.seen = shown ? record_vector(*shown) : VersionVector{};
    else
        change.seen = state ? state->vector : VersionVector{};
    return change;
}

Change withdrawal(RecordName const& name, std::string_view reason) {
    return {name, {}, withdrawn_field, Change::Kind::withdraw, Value(reason), {}, {}};
}

std::vector<Change> step_changes(StepDraft const& draft, Uuid const& step, Uuid const& by,
                                 std::span<Record const> known) {
    RecordName const name{draft.root, RecordType::step, step};
    std::vector<Change> out{change(name, "subject", draft.subject), change(name, "act", draft.act),
                            change(name, "by", by), change(name, "heads", newest_steps(draft.subject, known))};
    if (draft.seen) out.push_back(change(name, "seen", *draft.seen));
    if (!draft.note.empty()) out.push_back(change(name, "note", draft.note));
    if (!draft.data.empty()) out.push_back(change(name, "data", draft.data));
    return out;
}

void follows(std::vector<Change>& step, Uuid const& head) {
    auto const heads = change(step.front().name, "heads", Value::List{Value(head)});
    for (auto& one : step)
        if (one.field == heads.field) one.value = heads.value;
}

Uuid uuid(QString const& text) {
    auto const parsed = Uuid::parse(text.toStdString());
    return parsed ? *parsed : Uuid{};
}

}  // namespace mingcha

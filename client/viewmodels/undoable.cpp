#include "client/viewmodels/undoable.hpp"

#include "client/viewmodels/other_versions.hpp"
#include "client/viewmodels/undo_controller.hpp"

namespace mingcha {

namespace {
/// What an empty field of this kind is written as.
Value nothing(FieldKind kind) {
    switch (kind) {
        case FieldKind::text:
        case FieldKind::code:
            return Value("");
        case FieldKind::map:
            return Value(Value::Map{});
        case FieldKind::list:
            return Value(Value::List{});
        default:
            return {};
    }
}

}  // namespace

std::vector<Change> way_back(RecordCache const& cache, std::vector<Change> const& changes) {
    std::vector<Change> out;
    for (auto const& change : changes) {
        auto const* record = cache.find(change.name);
        auto back = change.seen ? change : on_sight_of(record, change);
        back.kind = Change::Kind::write;
        auto const* field = record ? record->find(change.field) : nullptr;
        auto const* shown = field ? shown_first(*field) : nullptr;
        auto const before = shown ? Value::decode(view(shown->value)) : Outcome<Value>(Value{});
        auto const* spec = find_field(*find_type(change.name.type), change.field);
        back.value = before && shown ? *before : nothing(spec->kind);
        out.push_back(std::move(back));
    }
    return out;
}

void write_undoable(Context& context, std::vector<Change> changes, QString const& what, Store::Done done) {
    auto back = way_back(context.store.cache(), changes);
    context.store.write(std::move(changes),
                        [&context, back = std::move(back), what, done = std::move(done)](WriteResult const& result) {
                            if (result.ok()) context.undo.push(what, [&context, back] { context.store.write(back); });
                            if (done) done(result);
                        });
}

void withdraw_undoable(Context& context, Record const& record, QString const& reason, QString const& text,
                       QString const& icon) {
    std::vector<Change> back;
    for (auto const& [number, field] : record.fields) {
        auto const* shown = shown_first(field);
        if (!shown || number == withdrawn_field) continue;
        auto value = Value::decode(view(shown->value));
        if (value)
            back.push_back({record.name, record.key, number, Change::Kind::write, *std::move(value), field.vector, {}});
    }
    context.store.write({withdrawal(record.name, plain(reason))},
                        [&context, back, text, icon](WriteResult const& result) {
                            if (result.ok())
                                context.undo.tell(text, icon, [&context, back] { context.store.write(back); });
                        });
}

void Typing::type(RecordName const& name, std::string const& key, std::string_view field, QString const& text,
                  QString const& what) {
    auto const* record = context_.store.cache().find(name);
    auto const* state = record ? record->find(field) : nullptr;
    auto const* shown = own_or_first(record, field, context_.store.person());
    if ((shown ? sibling_text(*shown) : std::string()) == plain(text)) return;
    auto typed = keyed_change(name, key, field, Value(plain(text)), Change::Kind::typing);
    auto const [place, fresh] = fields_.try_emplace({name, typed.field}, shown   ? seen_only(*state, {shown})
                                                                         : state ? state->vector
                                                                                 : VersionVector{});
    typed.seen = place->second;
    if (fresh) typed.kind = Change::Kind::write;  // what stood there when the field took focus stays in the log
    auto& way = on_its_way_[place->first];
    way.text = text;
    ++way.writes;
    auto const arrived = [this, key = place->first](WriteResult const&) {
        if (auto const at = on_its_way_.find(key); at != on_its_way_.end() && --at->second.writes == 0)
            on_its_way_.erase(at);
    };
    if (fresh) return write_undoable(context_, {std::move(typed)}, what, arrived);
    context_.store.write({std::move(typed)}, arrived);
}

QString Typing::newest(RecordName const& name, std::string_view field, QString const& shown) const {
    auto const* spec = find_field(*find_type(name.type), field);
    auto const at = on_its_way_.find({name, spec->number});
    return at == on_its_way_.end() ? shown : at->second.text;
}

}  // namespace mingcha

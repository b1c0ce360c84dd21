#include "server/api/detail_values.hpp"

#include <algorithm>

#include "server/api/visit_detail.hpp"
#include "shared/rules/verdict_words.hpp"

namespace mingcha {

OrderedJson value_json(Value const& value) {
    auto const& data = value.data();
    if (auto const* flag = std::get_if<bool>(&data)) return *flag;
    if (auto const* number = std::get_if<std::int64_t>(&data)) return *number;
    if (auto const* text = std::get_if<std::string>(&data)) return *text;
    if (auto const* bytes = std::get_if<Bytes>(&data))
        return bytes->size() == 16 ? Uuid::from(*bytes).to_string() : to_hex(*bytes);
    if (auto const* list = std::get_if<Value::List>(&data)) {
        OrderedJson out = OrderedJson::array();
        for (auto const& one : *list) out.push_back(value_json(one));
        return out;
    }
    if (auto const* map = std::get_if<Value::Map>(&data)) {
        OrderedJson out = OrderedJson::object();
        for (auto const& [key, one] : *map) out[key] = value_json(one);
        return out;
    }
    return nullptr;
}

namespace {
OrderedJson travelling(Value const& value, Checklist const* list) {
    static std::map<std::string_view, char const*> const words{
        {"l", "level"},     {"l0", "level_start"}, {"a", "automatic"}, {"o", "override_reason"},
        {"p", "points"},    {"c", "share"},        {"m", "measured"},  {"m0", "measured_start"},
        {"ms", "measures"}, {"t", "time"},         {"f", "faults"},    {"s", "sample"},
        {"x", "text"}};
    OrderedJson out = OrderedJson::object();
    for (auto const& [key, one] : value.map()) {
        auto const word = words.find(key);
        if (word != words.end())
            out[word->second] = value_json(one);
        else if (key != "n" && key != "nt")
            out[key] = value_json(one);
    }
    auto const code = value["n"].text();
    if (code.empty()) return out;
    auto const written = value["nt"].text();
    Words reason{written, written};
    if (written.empty()) {
        reason = {code, code};
        if (list)
            for (auto const& choice : list->na_reasons)
                if (choice.code == code) reason = choice.words;
    }
    out["na"] = true;
    out["na_reason"] = reason.zh;
    out["na_reason_en"] = reason.en;
    out["na_code"] = code;
    return out;
}

Item const* item_of(Checklist const* list, std::string_view key) {
    return list && !key.empty() ? list->item(key) : nullptr;
}

OrderedJson self_json(Value const& value, Item const* item) {
    auto out = value_json(value);
    auto const code = value["level"].text();
    auto const* level = item ? item->level(code) : nullptr;
    put_level(out, "level", item, code);
    out["rank"] = level ? OrderedJson(level->shape) : OrderedJson(nullptr);
    return out;
}
}  // namespace

OrderedJson verdict_json(Value const& value, Checklist const* list, std::string_view item_code,
                         SchoolFacts const& school) {
    auto out = travelling(value, list);
    auto const* item = item_of(list, item_code);
    auto const verdict = item ? verdict_from(value) : Outcome<Verdict>(Error{"bad_verdict", "no such item"});
    if (!verdict) return out["rank"] = nullptr, out;
    auto const scored = score_item(*list, *item, *verdict, school);
    out["rank"] = rank_json(&scored);
    if (!scored.level.empty()) put_level(out, "level", item, scored.level);
    if (!verdict->level_start.empty()) put_level(out, "level_start", item, verdict->level_start);
    if (scored.points && scored.level.empty()) out["points"] = scored.points->to_string();
    out["said_zh"] = OrderedJson::array(), out["said_en"] = OrderedJson::array();
    for (auto const& part : said(*list, *item, *verdict, school))
        out["said_zh"].push_back(part.zh), out["said_en"].push_back(part.en);
    return out;
}

DetailWords::DetailWords(sqlite::Database& db, Directory const& directory, VisitCase const& of)
    : directory_(directory), case_(of) {
    sqlite::Statement all(db,
                          "SELECT e.device, e.epoch, d.label FROM device_epoch e JOIN device d ON d.device=e.device");
    while (all.step()) devices_[ReplicaId::of(Uuid::from(all.blob(0)), all.unsigned_integer(1))] = all.text(2);
}

OrderedJson DetailWords::person(Uuid const& id) const {
    if (id.is_nil()) return {{"id", id.to_string()}, {"name", ""}};
    return {{"id", id.to_string()}, {"name", directory_.person(id).value_or(Directory::Person{}).name}};
}

OrderedJson DetailWords::device(Dot const& dot) const {
    auto const found = devices_.find(dot.replica);
    return found == devices_.end() ? OrderedJson(nullptr) : OrderedJson(found->second);
}

OrderedJson DetailWords::value(std::string_view key, std::string_view field, Sibling const& sibling) const {
    auto const decoded = Value::decode(view(sibling.value));
    if (!decoded) return nullptr;
    auto const* list = case_.list.get();
    if (field == "verdict") return verdict_json(*decoded, list, key, case_.school);
    if (field == "self") return self_json(*decoded, item_of(list, key));
    return value_json(*decoded);
}

OrderedJson DetailWords::siblings(std::string_view key, std::string_view field, FieldState const& state) const {
    std::vector<Sibling const*> order;
    for (auto const& one : state.siblings)
        if (!one.is_named_only()) order.push_back(&one);
    std::ranges::sort(order, [](Sibling const* a, Sibling const* b) {
        return std::pair(a->stamp.shown_ms(), a->dot) > std::pair(b->stamp.shown_ms(), b->dot);
    });
    OrderedJson out = OrderedJson::array();
    for (auto const* one : order)
        out.push_back(
            {{"value", value(key, field, *one)}, {"author", person(one->author)}, {"time", one->stamp.shown_ms()}});
    return out;
}

OrderedJson DetailWords::field(Record const& record, std::string_view name) const {
    auto const* state = record.find(name);
    if (!state || state->siblings.empty()) return nullptr;
    return {{"conflict", in_conflict(*state)}, {"siblings", siblings(record.key, name, *state)}};
}

}  // namespace mingcha

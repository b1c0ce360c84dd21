#include "client/viewmodels/held_words.hpp"

#include <QStringList>
#include <algorithm>
#include <iterator>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

namespace {
struct Row {
    std::string_view code;
    char const* words;
    bool retry_helps;
};
/// Rights may be given later, and what an earlier change waited for may be settled. What is too long stays so, and the rest are faults
/// of a program: sending the same again cannot mend them.
constexpr Row rows[] = {
    {"grant", "vm.held.grant", true},
    {"permission", "vm.held.permission", true},
    {"revoked", "vm.held.revoked", true},
    {"follows_refused", "vm.held.follows", true},
    {"refused_late", "vm.held.late", true},
    {"epoch_closed", "vm.held.copy", false},
    {"value_too_large", "vm.held.too_long", false},
    {"unknown_too_large", "vm.held.too_long", false},
};
}  // namespace

HeldWords held_words(std::string_view code) {
    auto const row = std::ranges::find(rows, code, &Row::code);
    if (row != std::end(rows)) return {qtTrId(row->words), row->retry_helps};
    return {qtTrId("vm.held.fault").arg(qt(code)), false};
}

namespace {
/// Texts and what stands in lists and maps under a name that only words have.
void collect(Value const& value, bool words, QStringList& out) {
    static constexpr std::string_view named[] = {"text",  "reason", "words", "note", "ground", "name",
                                                 "typed", "who",    "x",     "o",    "nt"};
    if (words && !value.text().empty()) out.push_back(qt(value.text()));
    for (auto const& one : value.list()) collect(one, words, out);
    for (auto const& [key, one] : value.map()) collect(one, std::ranges::find(named, key) != std::end(named), out);
}
}  // namespace

QString held_text(Delta const& delta) {
    QStringList out;
    auto const* type = find_type(delta.record.name.type);
    for (auto const& [number, field] : delta.record.fields) {
        auto const* spec = type ? find_field(*type, number) : nullptr;
        for (auto const& one : field.siblings) {
            auto const value = Value::decode(view(one.value));
            if (spec && value && !one.is_named_only()) collect(*value, spec->kind == FieldKind::text, out);
        }
    }
    return out.join(QLatin1Char('\n'));
}

QString refusal_words(std::string_view code) {
    if (code == "unknown_version")
        return qtTrId("sync.reject").arg(qtTrId("vm.reject.version"), qtTrId("vm.reject.update"));
    if (code == "not_enrolled")
        return qtTrId("sync.reject").arg(qtTrId("vm.reject.enrolled"), qtTrId("vm.reject.enrol"));
    static constexpr std::string_view faults[] = {"bad_batch",     "bad_frame",   "bad_signature", "wrong_device",
                                                  "unknown_frame", "bad_columns", "bad_pack",      "too_large"};
    bool const is_fault = std::ranges::find(faults, code) != std::end(faults);
    return is_fault ? qtTrId("sync.reject").arg(qtTrId("vm.reject.fault").arg(qt(code)), qtTrId("vm.reject.call"))
                    : QString();
}

QString photo_trouble(std::string_view code) {
    if (code.empty()) return {};
    if (code == "disk_full") return qtTrId("vm.photo_trouble.full");
    if (code == "own_unreadable") return qtTrId("vm.photo_trouble.unreadable");
    if (code == "no_answer") return qtTrId("vm.photo_trouble.no_answer");
    if (code == "own_damaged") return qtTrId("vm.photo_trouble.own_damaged");
    if (code == "own_disk_full") return qtTrId("vm.link.own_full");
    if (code == "wrong_hash" || code == "wrong_checksum") return qtTrId("vm.photo_trouble.damaged");
    return qtTrId("vm.photo_trouble.other").arg(qt(code));
}

QString link_trouble(std::string_view code) {
    if (code == "own_disk_full") return qtTrId("vm.link.own_full");
    if (code.starts_with("own_")) return qtTrId("vm.link.own_fault").arg(qt(code.substr(4)));
    if (code == "disk_full") return qtTrId("vm.link.full");
    if (code == "busy" || code == "server_stops") return qtTrId("vm.link.busy");
    return code == "server_error" ? qtTrId("vm.link.fault") : QString();
}

}  // namespace mingcha

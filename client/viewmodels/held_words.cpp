#include "client/viewmodels/held_words.hpp"

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

}  // namespace mingcha

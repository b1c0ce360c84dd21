#pragma once

#include <span>

#include "server/store/sqlite_store.hpp"

namespace mingcha {

/// What the server's clock does of itself in a visit (actor T of DOMAIN.md 6): VT13 when a put-off has ended and nobody has signed. The
/// step's id is derived, so asked twice it is made once. `visit_root`: all records of the visit's root. Pure.
[[nodiscard]] std::vector<ServerWrite> clock_acts(std::span<Record const> visit_root, std::int64_t now_ms);
/// Lets it act in every visit whose period is over at `now_ms`; answers in how many it did. One that fails holds up no other; its error is
/// answered when all were tried. On the store thread.
[[nodiscard]] Outcome<int> act_by_the_clock(SqliteCentralStore& store, std::int64_t now_ms);

}  // namespace mingcha

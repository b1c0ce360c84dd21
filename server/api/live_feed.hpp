#pragma once

#include "server/api/web_access.hpp"

namespace mingcha {

/// `GET /live`: says *what* changed, to those who may see it (docs/API.md, Live feed).
///
/// One thread of its own gathers the store's news and tells each open page at most once in 200 ms, so neither the store thread nor the
/// connections' strands read the database. A page that more than `live_visits_max` changes concern is told to fetch everything again.
void add_live_feed(Router& router, ApiServices& services);

inline constexpr std::int64_t live_window_ms = 200;
inline constexpr std::int64_t live_tick_ms = 15'000;
inline constexpr std::size_t live_visits_max = 500;  // a page shows at most 200 rows: more is "look again"

}  // namespace mingcha

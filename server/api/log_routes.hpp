#pragma once

#include "server/api/web_access.hpp"

namespace mingcha {

/// `GET /api/v1/log?from=12,40`: the log's head, signed, and the proofs that the trees of these sizes are its prefixes (DESIGN section 7,
/// "Evidence"). For tablets, which compare it with their receipts, and for anybody who keeps heads: it holds hashes and numbers only.
void add_log_route(Router& router, ApiServices& services);

inline constexpr std::size_t proofs_max = 8;  ///< sizes that one request may ask about: each costs some hundred reads

}  // namespace mingcha

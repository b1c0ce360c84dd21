#pragma once

#include "server/api/attempt_window.hpp"
#include "server/api/web_access.hpp"

namespace mingcha {

/// `GET /api/v1/verify/{code}`: what stands behind the verification code of a receipt (UX T13, P1), for anybody who has the code: visit
/// number, school, day, when the feedback was given, what the school answered, and how far the visit is. No names, no content.
///
/// A code has 60 bits, so nobody comes upon one by trying; who tries all the same is told to wait after 20 misses in 15 minutes.
void add_verify_route(Router& router, ApiServices& services);

}  // namespace mingcha

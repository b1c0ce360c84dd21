#pragma once

#include "server/api/web_access.hpp"

namespace mingcha {

/// `POST`, `GET`, `DELETE /api/v1/session`: sign in, who am I, sign out (docs/API.md, Session).
void add_session_routes(Router& router, ApiServices& services);

}  // namespace mingcha

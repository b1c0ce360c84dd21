#pragma once

#include "server/api/accounts.hpp"
#include "server/net/router.hpp"
#include "server/net/tls_identity.hpp"
#include "server/ops/log.hpp"
#include "server/sync/directory.hpp"
#include "server/sync/store_thread.hpp"

namespace mingcha {

struct DeviceServices {
    SqliteCentralStore& store;
    StoreThread& writer;
    Accounts& accounts;
    Directory& directory;
    Log& log;
    bool demo = false;
};

/// `POST /api/v1/enrol`: a tablet registers its public key with a one-time code (DESIGN section 7, Enrolment). The code is all that
/// vouches for it, so wrong codes are counted for the whole server.
void add_device_routes(Router& router, DeviceServices& services);

}  // namespace mingcha

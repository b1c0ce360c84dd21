#pragma once

#include "server/net/router.hpp"

namespace mingcha {

/// The console's embedded files, at every path that no other route takes: an address of a page may be reloaded.
void add_console(Router& router);

}  // namespace mingcha

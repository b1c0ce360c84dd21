#pragma once

#include <string>

namespace mingcha {

/// Serves until SIGTERM or SIGINT. Prints the address and the identity's fingerprint once it listens. Answers the exit code.
[[nodiscard]] int run_serve(std::string const& directory, std::string const& listen, bool plain);

}  // namespace mingcha

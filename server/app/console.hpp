#pragma once

#include <string>

#include "server/net/router.hpp"
#include "shared/base/hash.hpp"

namespace mingcha {

struct OfficeData;
class Hub;
class Log;
class StoreThread;

/// The console: its embedded files, and the API that they read.
void add_console(Router& router, OfficeData& data, Hub& hub, StoreThread& writer, Log& log);

/// The signed-in account that asks, as text of its person's id.
[[nodiscard]] Outcome<std::string> console_reader(OfficeData& data, HttpRequest const& request);
/// Whether a record that this account may see names the photo.
[[nodiscard]] bool console_may_read(OfficeData& data, std::string const& who, Hash const& hash);

}  // namespace mingcha

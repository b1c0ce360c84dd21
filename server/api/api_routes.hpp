#pragma once

#include "server/api/web_access.hpp"

namespace mingcha {

/// Everything that console and public page read below `/api/v1`, and `/live`. `services` outlives the router and the server that it is given to.
void add_api_routes(Router& router, ApiServices& services);
/// For SqliteCentralStore::set_projector: keeps the console's rows up to date inside each commit. `directory` outlives the store.
[[nodiscard]] SqliteCentralStore::Projector visit_projector(Directory& directory);
/// Writes the console's rows anew where they are missing or of an older version. Before the first write; `directory` is loaded.
[[nodiscard]] Outcome<Unit> bring_visit_rows_up(SqliteCentralStore& store, Directory& directory);

/// For BlobRules of `/blobs`: who asks, by the session's cookie, as text of the person's id; the error is `session_required`.
[[nodiscard]] Outcome<std::string> blob_reader(ApiServices& services, HttpRequest const& request);
/// Whether a photo of a visit that this reader may see has the hash. False for anybody but an office's person.
[[nodiscard]] bool may_read_blob(ApiServices& services, std::string const& reader, Hash const& sha256);

}  // namespace mingcha

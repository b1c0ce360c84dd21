#include "server/api/api_routes.hpp"

#include "server/api/live_feed.hpp"
#include "server/api/log_routes.hpp"
#include "server/api/session_routes.hpp"
#include "server/api/verify_routes.hpp"
#include "server/api/visit_detail.hpp"
#include "server/api/visit_list.hpp"

namespace mingcha {

void add_api_routes(Router& router, ApiServices& services) {
    add_session_routes(router, services);
    add_visit_list_routes(router, services);
    add_visit_detail_route(router, services);
    add_verify_route(router, services);
    add_log_route(router, services);
    add_live_feed(router, services);
}

namespace {
ChecklistSource lists_of(Directory& directory) {
    return [&directory](std::string_view code, std::string_view version) { return directory.checklist(code, version); };
}
}  // namespace

SqliteCentralStore::Projector visit_projector(Directory& directory) {
    return [&directory](sqlite::Database& db, PolicyReader& reader, std::set<Root> const& touched) {
        project_visits(db, lists_of(directory), touched, reader.now_ms());
    };
}

Outcome<Unit> bring_visit_rows_up(SqliteCentralStore& store, Directory& directory) {
    return store.bring_projections_to(visit_projection_version,
                                      [&](sqlite::Database& db) { rebuild_visits(db, lists_of(directory)); });
}

Outcome<std::string> blob_reader(ApiServices& services, HttpRequest const& request) {
    auto const session = services.accounts.session(request.cookie(session_cookie));
    if (!session) return session.error();
    if (!*session) return Error{"session_required", "sign in first"};
    return (*session)->person.to_string();
}

bool may_read_blob(ApiServices& services, std::string const& reader, Hash const& sha256) {
    auto const person = Uuid::parse(reader);
    auto const viewer = person ? viewer_of(services, WebSession{*person, {}, {}, 0}) : std::nullopt;
    if (!viewer) return false;
    bool seen = false;
    auto const read =
        in_snapshot(services.store, [&](sqlite::Database& db) { seen = may_see_blob(db, *viewer, sha256); });
    return read && seen;
}

}  // namespace mingcha

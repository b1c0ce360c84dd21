#pragma once

#include <optional>
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

#include "server/api/accounts.hpp"
#include "server/net/router.hpp"
#include "server/store/sqlite_store.hpp"
#include "server/sync/directory.hpp"
#include "server/sync/hub.hpp"

namespace mingcha {

using OrderedJson = nlohmann::ordered_json;

/// What the console's routes need; all of it outlives the server.
struct ApiServices {
    SqliteCentralStore& store;
    Accounts& accounts;
    Directory& directory;
    Hub& hub;
    Clock& clock;
};

/// A signed-in office worker and what his office reaches.
struct Viewer {
    WebSession session;
    std::string name, role;
    Uuid office;
    bool is_city = false;
};

/// An SQL condition on `visit_row v` that holds for the visits which a viewer may see, and its two parameters: his office's subtree, and
/// no secret visit before its feedback but his own. What it does not name is not seen.
struct Scope {
    std::string sql;  ///< with ?1 = office, ?2 = person
    Uuid office, person;
};
[[nodiscard]] Scope scope_of(Viewer const& viewer);
[[nodiscard]] bool may_see_visit(sqlite::Database& db, Viewer const& viewer, Uuid const& visit);
/// A photo of a visit, or of a finding of one, that the viewer may see.
[[nodiscard]] bool may_see_blob(sqlite::Database& db, Viewer const& viewer, Hash const& sha256);

inline constexpr std::string_view session_cookie = "mc_session";

/// Who asks; or the answer that turns him away: 401 `session_required`, 403 `forbidden` for an account that is not an office's,
/// 403 `csrf` for a changing call without the token or from a foreign page.
[[nodiscard]] std::variant<Viewer, HttpResponse> viewer_of(ApiServices& services, HttpRequest const& request);
/// The same by person, for those who were let in before (blob rules, the live feed).
[[nodiscard]] std::optional<Viewer> viewer_of(ApiServices& services, WebSession session);

struct ProblemFacts {
    std::string_view field = {};
    std::optional<std::int64_t> retry_after_s = std::nullopt;
    std::optional<Directory::Office> office = std::nullopt;
};
/// RFC 7807 with every member that docs/API.md names.
[[nodiscard]] HttpResponse api_problem(int status, std::string_view code, std::string_view detail,
                                       ProblemFacts const& facts = {});
/// The store did not answer.
[[nodiscard]] HttpResponse unavailable(Error const& error);
/// 200 with `Cache-Control: no-store` and the hash of the body as ETag: the edge answers 304 to who has it.
[[nodiscard]] HttpResponse api_answer(OrderedJson const& body);
/// The same with `Mingcha-Seq`: the store's number in the snapshot that the body was read from.
[[nodiscard]] HttpResponse api_answer(OrderedJson const& body, std::uint64_t seq);

/// One snapshot of the store. The error is what SQLite says.
[[nodiscard]] Outcome<Unit> in_snapshot(SqliteCentralStore& store, std::function<void(sqlite::Database&)> const& read);
[[nodiscard]] std::uint64_t last_seq(sqlite::Database& db);

/// `null` for an empty text.
[[nodiscard]] inline OrderedJson text_or_null(std::string const& text) {
    return text.empty() ? OrderedJson(nullptr) : OrderedJson(text);
}

}  // namespace mingcha

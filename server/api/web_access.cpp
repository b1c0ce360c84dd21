#include "server/api/web_access.hpp"

#include <map>

namespace mingcha {

namespace {
std::string_view title_of(std::string_view code) {
    static std::map<std::string_view, std::string_view> const titles{
        {"bad_request", "The request cannot be understood"},
        {"bad_filter", "A filter has a value that does not exist"},
        {"bad_cursor", "The cursor does not belong to this query"},
        {"session_required", "Sign in first"},
        {"bad_credentials", "Name or password is wrong"},
        {"csrf", "The session's token is missing or wrong"},
        {"forbidden", "Another office may do this"},
        {"not_found", "There is nothing here"},
        {"blob_missing", "The photo has not arrived yet"},
        {"too_large", "The request is too large"},
        {"too_many_attempts", "Too many attempts"},
        {"unavailable", "The store cannot answer now"},
    };
    auto const found = titles.find(code);
    return found == titles.end() ? code : found->second;
}

/// A browser says where the page came from; a page of ours comes from the host that was asked.
bool is_foreign(HttpRequest const& request) {
    auto const origin = request.headers.get("Origin");
    if (origin.empty()) return false;
    return origin != (request.is_tls ? "https://" : "http://") + std::string(request.headers.get("Host"));
}

/// Takes as long whatever the guess.
bool same_secret(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned different = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        different |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return different == 0;
}
}  // namespace

Scope scope_of(Viewer const& viewer) {
    std::string const reach = viewer.is_city ? "v.top=?1" : "v.office=?1";
    return {"(" + reach + " AND (v.hidden=0 OR v.hidden_for=?2))", viewer.office, viewer.session.person};
}

bool may_see_visit(sqlite::Database& db, Viewer const& viewer, Uuid const& visit) {
    auto const scope = scope_of(viewer);
    sqlite::Statement one(db, "SELECT 1 FROM visit_row v WHERE v.id=?3 AND " + scope.sql);
    return one.with(scope.office.view(), scope.person.view(), visit.view()).step();
}

bool may_see_blob(sqlite::Database& db, Viewer const& viewer, Hash const& sha256) {
    auto const scope = scope_of(viewer);
    sqlite::Statement one(db,
                          "SELECT 1 FROM photo_name n LEFT JOIN finding_row f ON n.root_kind=5 AND f.id=n.root_id "
                          "JOIN visit_row v ON v.id=CASE n.root_kind WHEN 4 THEN n.root_id WHEN 5 THEN f.visit END "
                          "WHERE n.sha256=?3 AND " +
                              scope.sql);
    return one.with(scope.office.view(), scope.person.view(), ByteView(sha256)).step();
}

std::optional<Viewer> viewer_of(ApiServices& services, WebSession session) {
    auto const person = services.directory.person(session.person);
    auto const parts = services.directory.actor(session.person).parts;
    bool const of_office = parts == Writer::district || parts == Writer::city;
    if (!person || !of_office || person->office.id.is_nil()) return std::nullopt;
    auto const office = services.directory.office(person->office.id);
    if (!office) return std::nullopt;
    return Viewer{std::move(session), person->name, person->role, person->office.id,
                  office->parent.is_nil() && office->level == "city"};
}

std::variant<Viewer, HttpResponse> viewer_of(ApiServices& services, HttpRequest const& request) {
    auto session = services.accounts.session(request.cookie(session_cookie));
    if (!session) return unavailable(session.error());
    if (!*session) return api_problem(401, "session_required", "no session, or it has ended");
    bool const changes = request.method != Method::get && request.method != Method::head;
    if (changes && (is_foreign(request) || !same_secret(request.headers.get("X-CSRF-Token"), (*session)->csrf)))
        return api_problem(403, "csrf", "X-CSRF-Token must be the session's");
    auto viewer = viewer_of(services, **std::move(session));
    if (!viewer) return api_problem(403, "forbidden", "this account belongs to no office");
    return *std::move(viewer);
}

HttpResponse api_problem(int status, std::string_view code, std::string_view detail, ProblemFacts const& facts) {
    OrderedJson body;
    body["type"] = "urn:mingcha:problem:" + std::string(code);
    body["title"] = title_of(code);
    body["status"] = status;
    body["code"] = code;
    body["detail"] = text_or_null(std::string(detail));
    body["field"] = text_or_null(std::string(facts.field));
    body["retry_after"] = facts.retry_after_s ? OrderedJson(*facts.retry_after_s) : OrderedJson(nullptr);
    body["office"] = facts.office ? OrderedJson{{"name_zh", facts.office->name_zh}, {"name_en", facts.office->name_en}}
                                  : OrderedJson(nullptr);
    HttpResponse out{status, {}, body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace)};
    out.headers.set("Content-Type", "application/problem+json");
    out.headers.set("Cache-Control", "no-store");
    if (facts.retry_after_s) out.headers.set("Retry-After", std::to_string(*facts.retry_after_s));
    return out;
}

HttpResponse unavailable(Error const& error) {
    return api_problem(503, "unavailable", error.code, {.retry_after_s = 5});
}

HttpResponse api_answer(OrderedJson const& body) {
    std::string text = body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    std::string const tag = to_hex(ByteView(sha256(view(text))).first(16));
    auto out = json_response(200, std::move(text));
    out.headers.set("ETag", make_etag(tag));
    out.headers.set("Cache-Control", "no-store");
    return out;
}
HttpResponse api_answer(OrderedJson const& body, std::uint64_t seq) {
    auto out = api_answer(body);
    out.headers.add("Mingcha-Seq", std::to_string(seq));
    return out;
}

Outcome<Unit> in_snapshot(SqliteCentralStore& store, std::function<void(sqlite::Database&)> const& read) {
    return store.read([&](sqlite::Database& db) {
        sqlite::Snapshot const snapshot(db);
        read(db);
    });
}

std::uint64_t last_seq(sqlite::Database& db) {
    sqlite::Statement last(db, "SELECT seq FROM last_seq");
    return last.step() ? last.unsigned_integer(0) : 0;
}

}  // namespace mingcha

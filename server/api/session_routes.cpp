#include "server/api/session_routes.hpp"

namespace mingcha {

namespace {
/// Secure is left out only where the server speaks without TLS, which it does on loopback alone.
std::string cookie(HttpRequest const& request, std::string_view value, std::string_view more = {}) {
    std::string out = std::string(session_cookie) + "=" + std::string(value) + "; HttpOnly; SameSite=Strict; Path=/";
    if (request.is_tls) out += "; Secure";
    return out.append(more);
}

HttpResponse session_answer(ApiServices& services, Viewer const& viewer) {
    auto const office = services.directory.office(viewer.office).value_or(Directory::Office{});
    OrderedJson body;
    body["account"] = {{"id", viewer.session.person.to_string()}, {"name", viewer.name}, {"role", viewer.role}};
    body["office"] = {{"id", viewer.office.to_string()},
                      {"name_zh", office.name_zh},
                      {"name_en", office.name_en},
                      {"level", office.level}};
    body["csrf"] = viewer.session.csrf;
    body["expires"] = viewer.session.expires_ms;
    return api_answer(body);
}

HttpResponse turned_away(Error const& error) {
    if (error.code == "bad_credentials") return api_problem(401, error.code, "name or password is wrong");
    if (error.code != "too_many_attempts") return unavailable(error);
    return api_problem(429, error.code, "wait before the next attempt",
                       {.retry_after_s = std::max(1, std::atoi(error.message.c_str()))});
}

HttpResponse sign_in(ApiServices& services, HttpRequest const& request) {
    auto const body = nlohmann::json::parse(request.body, nullptr, false);
    auto const text = [&](char const* key) {
        return body.is_object() && body.contains(key) && body[key].is_string() ? body[key].get<std::string>()
                                                                               : std::string();
    };
    for (auto const* field : {"name", "password"})
        if (text(field).empty() || text(field).size() > 512)
            return api_problem(400, "bad_request", "a text is needed", {.field = field});
    auto session = services.accounts.sign_in(text("name"), text("password"), request.peer);
    if (!session) return turned_away(session.error());
    std::string const token = session->token;
    auto const viewer = viewer_of(services, *std::move(session));
    if (!viewer) {
        (void)services.accounts.sign_out(token);
        return api_problem(403, "forbidden", "this account belongs to no office");
    }
    auto out = session_answer(services, *viewer);
    out.headers.add("Set-Cookie", cookie(request, token));
    return out;
}

HttpResponse who_am_i(ApiServices& services, HttpRequest const& request) {
    auto viewer = viewer_of(services, request);
    if (auto* refusal = std::get_if<HttpResponse>(&viewer)) return std::move(*refusal);
    return session_answer(services, std::get<Viewer>(viewer));
}

HttpResponse sign_out(ApiServices& services, HttpRequest const& request) {
    auto viewer = viewer_of(services, request);
    if (auto* refusal = std::get_if<HttpResponse>(&viewer)) return std::move(*refusal);
    auto const done = services.accounts.sign_out(std::get<Viewer>(viewer).session.token);
    if (!done) return unavailable(done.error());
    HttpResponse out{204, {}, std::string()};
    out.headers.add("Set-Cookie", cookie(request, "", "; Max-Age=0"));
    return out;
}
}  // namespace

void add_session_routes(Router& router, ApiServices& services) {
    auto const with = [&services](HttpResponse (*handler)(ApiServices&, HttpRequest const&)) {
        return [&services, handler](HttpRequest const& request) { return handler(services, request); };
    };
    router.add(Method::post, "/api/v1/session", with(sign_in));
    router.add(Method::get, "/api/v1/session", with(who_am_i));
    router.add(Method::del, "/api/v1/session", with(sign_out));
}

}  // namespace mingcha

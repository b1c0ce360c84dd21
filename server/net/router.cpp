#include "server/net/router.hpp"

#include <algorithm>

namespace mingcha {

namespace {
std::vector<std::string> split(std::string_view pattern) {
    std::vector<std::string> out;
    for (std::size_t at = 1; at < pattern.size();) {
        auto const end = std::min(pattern.find('/', at), pattern.size());
        out.emplace_back(pattern.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

bool is_name(std::string const& segment) {
    return segment.starts_with('{');
}
bool is_rest(std::string const& segment) {
    return segment.starts_with('{') && segment.ends_with("...}");
}

/// Literals sort before names and names before rests, so the first route that fits is the most literal one.
int rank(std::string const& segment) {
    return is_rest(segment) ? 2 : is_name(segment) ? 1 : 0;
}

/// A strict order over patterns of any length: an insertion by one that is none puts routes anywhere.
bool more_literal(Router::Route const& a, Router::Route const& b) {
    return std::ranges::lexicographical_compare(a.segments, b.segments, {}, rank, rank);
}

std::string joined(std::vector<std::string> const& segments, std::size_t from) {
    std::string out;
    for (auto i = from; i < segments.size(); ++i) out.append(i > from ? "/" : "").append(segments[i]);
    return out;
}

bool fits(std::vector<std::string> const& pattern, std::vector<std::string> const& path,
          std::map<std::string, std::string>& params) {
    params.clear();
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (is_rest(pattern[i])) {
            params[pattern[i].substr(1, pattern[i].size() - 5)] = joined(path, i);
            return true;
        }
        if (i >= path.size()) return false;
        if (is_name(pattern[i]))
            params[pattern[i].substr(1, pattern[i].size() - 2)] = path[i];
        else if (pattern[i] != path[i])
            return false;
    }
    return pattern.size() == path.size();
}

void allow(std::string& list, Method method) {
    auto const text = method_text(method);
    if (list.find(text) == std::string::npos) list.append(list.empty() ? "" : ", ").append(text);
}
}  // namespace

void Router::add(Method method, std::string_view pattern, HttpHandler handler, RouteOptions options) {
    insert({std::string(pattern), method, options, std::move(handler), split(pattern)});
}

void Router::add_upload(Method method, std::string_view pattern, UploadHandler handler, RouteOptions options) {
    insert({std::string(pattern), method, options, std::move(handler), split(pattern)});
}

void Router::add_websocket(std::string_view pattern, WebSocketRoute route) {
    RouteOptions const options{route.upgrade_on_pool ? Lane::office : Lane::strand, 0};
    insert({std::string(pattern), Method::get, options, std::move(route), split(pattern)});
}

void Router::insert(Route route) {
    MC_CHECK(route.pattern.starts_with('/'));
    auto const place = std::upper_bound(routes_.begin(), routes_.end(), route, more_literal);
    routes_.insert(place, std::move(route));
}

Router::Match Router::match(Method method, std::vector<std::string> const& segments) const {
    Match match;
    std::map<std::string, std::string> params;
    for (auto const& route : routes_) {
        if (!fits(route.segments, segments, params)) continue;
        allow(match.allow, route.method);
        if (route.method == Method::get) allow(match.allow, Method::head);
        bool const same = route.method == method;
        if (!same && !(method == Method::head && route.method == Method::get && !match.route)) continue;
        if (same && match.route && match.route->method == method) continue;
        match.route = &route;
        match.params = params;
        if (same && method != Method::head) return match;
    }
    return match;
}

}  // namespace mingcha

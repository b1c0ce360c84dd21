#include "server/net/http.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace mingcha {

namespace {
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Takes what stands before the next `mark` off the front.
std::string_view next_part(std::string_view& rest, char mark) {
    auto const end = rest.find(mark);
    auto const part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool good_segment(std::string_view segment) {
    return !segment.empty() && segment != "." && segment != ".." && is_utf8(segment) &&
           segment.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}
}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string_view method_text(Method method) {
    constexpr std::string_view texts[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    return texts[static_cast<std::size_t>(method)];
}

std::optional<Method> parse_method(std::string_view text) {
    for (auto const method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::del, Method::options}) {
        if (method_text(method) == text) return method;
    }
    return std::nullopt;
}

void Headers::set(std::string_view name, std::string_view value) {
    std::erase_if(fields_, [&](auto const& field) { return same_name(field.first, name); });
    add(name, value);
}

std::string_view Headers::get(std::string_view name) const {
    for (auto const& [key, value] : fields_) {
        if (same_name(key, name)) return value;
    }
    return {};
}

bool Headers::has(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(), [&](auto const& field) { return same_name(field.first, name); });
}

std::string_view HttpRequest::param(std::string const& name) const {
    auto const found = params.find(name);
    return found == params.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view HttpRequest::query_value(std::string_view name) const {
    for (auto const& [key, value] : query) {
        if (key == name) return value;
    }
    return {};
}

std::string_view HttpRequest::cookie(std::string_view name) const {
    auto rest = headers.get("Cookie");
    while (!rest.empty()) {
        auto pair = trimmed(next_part(rest, ';'));
        auto const key = next_part(pair, '=');
        if (key == name) return pair;
    }
    return {};
}

HttpResponse json_response(int status, std::string body) {
    HttpResponse response{status, {}, std::move(body)};
    response.headers.add("Content-Type", "application/json");
    return response;
}

HttpResponse problem(int status, std::string_view code, std::string_view detail) {
    nlohmann::json page{{"type", "about:blank"}, {"title", status_text(status)}, {"status", status}, {"code", code}};
    if (!detail.empty()) page["detail"] = detail;
    HttpResponse response{status, {}, page.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
    response.headers.add("Content-Type", "application/problem+json");
    return response;
}

HttpResponse problem(int status, Error const& error) {
    return problem(status, error.code, error.message);
}

std::string_view status_text(int status) {
    switch (status) {
        case 100:
            return "Continue";
        case 101:
            return "Switching Protocols";
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 206:
            return "Partial Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 416:
            return "Range Not Satisfiable";
        case 422:
            return "Unprocessable Content";
        case 423:
            return "Locked";
        case 426:
            return "Upgrade Required";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 460:
            return "Checksum Mismatch";  // tus 1.0
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "Other";
    }
}

std::string make_etag(std::string_view text) {
    return std::string("\"").append(text).append("\"");
}

bool etag_listed(std::string_view if_none_match, std::string_view etag) {
    while (!if_none_match.empty()) {
        auto entry = trimmed(next_part(if_none_match, ','));
        if (entry.starts_with("W/")) entry.remove_prefix(2);
        if (entry == "*" || (!etag.empty() && entry == etag)) return true;
    }
    return false;
}

Outcome<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(plus_is_space && text[i] == '+' ? ' ' : text[i]);
            continue;
        }
        int const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        int const low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) return Error{"bad_encoding", "a % without two hexadecimal digits"};
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return out;
}

Outcome<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> out;
    while (!text.empty()) {
        auto pair = next_part(text, '&');
        if (pair.empty()) continue;
        auto key = percent_decode(next_part(pair, '='), true);
        auto value = percent_decode(pair, true);
        if (!key) return key.error();
        if (!value) return value.error();
        if (!is_utf8(*key) || !is_utf8(*value)) return Error{"bad_encoding", "a query that is not UTF-8"};
        out.emplace_back(std::move(*key), std::move(*value));
    }
    return out;
}

Outcome<Unit> parse_target(std::string_view target, HttpRequest& request) {
    if (!target.starts_with('/')) return Error{"bad_target", "the request target must begin with /"};
    auto path = next_part(target, '?');
    auto query = parse_query(target);
    if (!query) return query.error();
    request.query = std::move(*query);
    path.remove_prefix(1);
    while (!path.empty()) {
        auto segment = percent_decode(next_part(path, '/'));
        if (!segment) return segment.error();
        if (!good_segment(*segment))
            return Error{"bad_target", "a path segment that is empty, dots, or holds a separator"};
        request.path.append("/").append(*segment);
        request.segments.push_back(std::move(*segment));
    }
    if (request.path.empty()) request.path = "/";
    return Unit{};
}

}  // namespace mingcha

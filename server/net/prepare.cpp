#include "server/net/prepare.hpp"

#include <charconv>
#include <cstdio>
#include <ctime>

namespace mingcha {

namespace {
struct Field {
    std::string_view name, value;
};

// The console loads nothing from elsewhere, runs no inline script and is framed by nobody. Photos that wait are shown
// as blob:.
constexpr Field security_fields[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
     "frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cache-Control", "no-store"},  // what may be kept says so itself
};
constexpr Field transport_security{"Strict-Transport-Security", "max-age=31536000"};

std::optional<std::uint64_t> size_of(HttpResponse::Body const& body) {
    if (auto const* text = std::get_if<std::string>(&body)) return text->size();
    if (auto const* shared = std::get_if<HttpResponse::Shared>(&body)) return (*shared)->size();
    return std::get<std::shared_ptr<BodySource>>(body)->size();
}

bool one_line(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void put(std::string& head, std::string_view name, std::string_view value) {
    if (one_line(name) && one_line(value)) head.append(name).append(": ").append(value).append("\r\n");
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// If-Range allows the range only for the version that the client has.
bool range_wanted(HttpRequest const& request, HttpResponse const& response) {
    bool const asked = request.method == Method::get && request.headers.has("Range");
    if (!asked || response.status != 200 || !response.ranges) return false;
    return !request.headers.has("If-Range") || request.headers.get("If-Range") == response.headers.get("ETag");
}

void apply_range(HttpRequest const& request, HttpResponse& response, PreparedResponse& out) {
    if (!out.length || !range_wanted(request, response)) return;
    auto const size = *out.length;
    auto const range = parse_range(request.headers.get("Range"), size);
    if (!range) return;
    if (range->second == 0) {
        auto refused = problem(416, "range_not_satisfiable");
        refused.headers.set("Content-Range", "bytes */" + std::to_string(size));
        response = std::move(refused);
        out.length = size_of(response.body);
        return;
    }
    std::tie(out.offset, out.length) = *range;
    response.status = 206;
    auto const last = range->first + range->second - 1;
    response.headers.set("Content-Range", "bytes " + std::to_string(range->first) + "-" + std::to_string(last) + "/" +
                                              std::to_string(size));
}

bool not_modified(HttpRequest const& request, HttpResponse const& response) {
    bool const reads = request.method == Method::get || request.method == Method::head;
    return reads && response.status == 200 &&
           etag_listed(request.headers.get("If-None-Match"), response.headers.get("ETag"));
}

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string head_text(HttpRequest const& request, HttpResponse const& response, PreparedResponse const& out,
                      bool keep_alive, std::int64_t now_ms) {
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
    head.append(status_text(response.status)).append("\r\n");
    put(head, "Date", http_date(now_ms));
    for (auto const& [name, value] : response.headers.all()) put(head, name, value);
    for (auto const& field : security_fields) {
        if (!response.headers.has(field.name)) put(head, field.name, field.value);
    }
    if (request.is_tls) put(head, transport_security.name, transport_security.value);
    if (response.ranges) put(head, "Accept-Ranges", "bytes");
    if (has_body(response.status)) {
        if (out.length)
            put(head, "Content-Length", std::to_string(*out.length));
        else
            put(head, "Transfer-Encoding", "chunked");
    }
    put(head, "Connection", keep_alive ? "keep-alive" : "close");
    return head.append("\r\n");
}
}  // namespace

PreparedResponse prepare(HttpRequest const& request, HttpResponse response, bool keep_alive, std::int64_t now_ms) {
    PreparedResponse out;
    if (not_modified(request, response)) {
        response.status = 304;
        response.body = std::string{};
    }
    out.length = size_of(response.body);
    apply_range(request, response, out);
    out.send_body = has_body(response.status) && request.method != Method::head;
    out.head = head_text(request, response, out, keep_alive, now_ms);
    out.body = std::move(response.body);
    return out;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_range(std::string_view field, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit)) return std::nullopt;
    field.remove_prefix(unit.size());
    auto const dash = field.find('-');
    if (dash == std::string_view::npos || field.find(',') != std::string_view::npos) return std::nullopt;
    auto const first = number(field.substr(0, dash));
    auto const last = number(field.substr(dash + 1));
    if (!first && dash > 0) return std::nullopt;
    if (!last && dash + 1 < field.size()) return std::nullopt;
    if (!first && !last) return std::nullopt;
    if (!first) return std::pair{size - std::min(*last, size), std::min(*last, size)};  // the last n bytes
    if (last && *last < *first) return std::nullopt;
    if (*first >= size) return std::pair{std::uint64_t{0}, std::uint64_t{0}};
    auto const end = last ? std::min(*last, size - 1) : size - 1;
    return std::pair{*first, end - *first + 1};
}

std::string http_date(std::int64_t time_ms) {
    constexpr char const* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const seconds = static_cast<std::time_t>(time_ms / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                  months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text;
}

}  // namespace mingcha

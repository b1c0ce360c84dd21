#pragma once

#include <optional>
#include <string>
#include <utility>

#include "server/net/http.hpp"

namespace mingcha {

/// A response as it goes out: head text, then `body` from `offset` for `length` bytes. Pure, so that it is tested
/// without sockets.
struct PreparedResponse {
    std::string head;         ///< status line and fields with the empty line
    HttpResponse::Body body;  ///< an empty string when none is sent
    std::uint64_t offset = 0;
    std::optional<std::uint64_t> length;  ///< absent: chunked until the source ends
    bool send_body = false;
};

/// Adds what every response carries (Date, security fields, Content-Length or chunked, Connection), answers
/// If-None-Match and Range, and leaves the body out for HEAD. `now_ms`: Unix milliseconds. A field with a line break in
/// it is left out: it could only be an attempt to write another field.
[[nodiscard]] PreparedResponse prepare(HttpRequest const& request, HttpResponse response, bool keep_alive,
                                       std::int64_t now_ms);

/// One `bytes=` range of a body of `size` bytes: first and length. Absent: not a range that we serve (answer the
/// whole); length 0: cannot be satisfied (416). Several ranges at once are answered with the whole (RFC 9110, 14.2
/// allows it).
[[nodiscard]] std::optional<std::pair<std::uint64_t, std::uint64_t>> parse_range(std::string_view field,
                                                                                 std::uint64_t size);

/// Fri, 23 Nov 2026 08:15:30 GMT (RFC 9110, 5.6.7).
[[nodiscard]] std::string http_date(std::int64_t time_ms);

}  // namespace mingcha

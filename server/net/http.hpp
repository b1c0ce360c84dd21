#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "shared/base/bytes.hpp"

namespace mingcha {

enum class Method { get, head, post, put, patch, del, options };
[[nodiscard]] std::string_view method_text(Method method);
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);

/// Without the blanks and tabs around it (RFC 9110 5.6.3).
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Header fields in order. Names compare without case.
class Headers {
public:
    void add(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }
    /// Replaces every field of this name.
    void set(std::string_view name, std::string_view value);
    /// The first value of this name; empty when there is none.
    [[nodiscard]] std::string_view get(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// A request whose header is complete, and its body too unless its route streams. Every part is what the peer said,
/// checked for form only: path segments are decoded, valid UTF-8, and never empty, `.`, `..` or with a slash, a
/// backslash or a NUL inside.
struct HttpRequest {
    Method method = Method::get;
    std::string path;                                        ///< decoded, begins with '/'
    std::vector<std::string> segments;                       ///< of `path`
    std::map<std::string, std::string> params;               ///< what the route's `{names}` matched
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
    Headers headers;
    std::string body;                             ///< empty on routes that stream
    std::optional<std::uint64_t> content_length;  ///< as announced; absent when chunked or without a body
    std::string route;                            ///< the pattern that matched, for logs: it holds no ids or codes
    std::string peer;                             ///< address, without port
    bool is_tls = false;

    /// Empty when absent.
    [[nodiscard]] std::string_view param(std::string const& name) const;
    [[nodiscard]] std::string_view query_value(std::string_view name) const;
    /// One cookie of the Cookie field; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

/// Bytes that are made while they are sent: a file, an export. Used by one request, read on the pool of its route.
class BodySource {
public:
    virtual ~BodySource() = default;
    /// All bytes from the start; absent when unknown (then the answer is chunked and knows no ranges).
    [[nodiscard]] virtual std::optional<std::uint64_t> size() const = 0;
    /// At most `bytes_max` bytes from `offset`; empty = the end. An error breaks the connection, since the header is
    /// out already. A source of unknown size is read in order only.
    [[nodiscard]] virtual Outcome<Bytes> read(std::uint64_t offset, std::size_t bytes_max) = 0;
};

struct HttpResponse {
    using Shared = std::shared_ptr<std::string const>;  ///< sent without a copy
    using Body = std::variant<std::string, Shared, std::shared_ptr<BodySource>>;

    int status = 200;
    Headers headers;
    Body body;
    /// Answer `Range` requests; for bodies of known size that stay the same under their ETag.
    bool ranges = false;
};

[[nodiscard]] HttpResponse json_response(int status, std::string body);
/// RFC 9457. `code` is a stable word that clients decide by; `detail` is English for engineers and names nobody.
[[nodiscard]] HttpResponse problem(int status, std::string_view code, std::string_view detail = {});
[[nodiscard]] HttpResponse problem(int status, Error const& error);
[[nodiscard]] std::string_view status_text(int status);

/// A strong ETag: `"text"` with the quotes.
[[nodiscard]] std::string make_etag(std::string_view text);
/// True iff an If-None-Match value names `etag` (weak comparison, RFC 9110 13.1.2) or is `*`.
[[nodiscard]] bool etag_listed(std::string_view if_none_match, std::string_view etag);

/// Decodes %XX; `bad_encoding` on a broken escape.
[[nodiscard]] Outcome<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
/// `a=1&b=x` → pairs, decoded.
[[nodiscard]] Outcome<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view text);
/// Fills path, segments and query of `request` from the target of a request line. Origin form (`/a/b?c`) only:
/// `bad_target`.
[[nodiscard]] Outcome<Unit> parse_target(std::string_view target, HttpRequest& request);

}  // namespace mingcha

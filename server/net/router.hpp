#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/net/http.hpp"
#include "server/net/limits.hpp"
#include "server/net/websocket.hpp"

namespace mingcha {

/// Where a handler runs. `strand`: on the connection's strand, for what neither blocks nor reads a disk (health,
/// embedded assets). `office`: the bounded pool of handlers that read databases. `blobs`: the small pool for blob
/// files.
enum class Lane { strand, office, blobs };

struct RouteOptions {
    Lane lane = Lane::office;
    std::size_t body_bytes_max = limits::http_body_bytes_max;
};

using HttpHandler = std::function<HttpResponse(HttpRequest const&)>;

/// Takes the body of one upload as it arrives. Used by one request at a time, on the route's lane.
class BodySink {
public:
    virtual ~BodySink() = default;
    /// An error ends the upload: `finish(false)` is not called, the error is answered as `status` says.
    [[nodiscard]] virtual std::optional<HttpResponse> take(ByteView chunk) = 0;
    /// The answer. `whole` is false when the line broke or stalled before the end: keep what is there; nobody reads the
    /// answer.
    [[nodiscard]] virtual HttpResponse finish(bool whole) = 0;
};
/// Looks at the header; answers at once, or says where the bytes go.
using UploadHandler = std::function<std::variant<HttpResponse, std::unique_ptr<BodySink>>(HttpRequest const&)>;

/// Method + path pattern → what answers. Patterns: `/api/v1/visits/{id}`; `{name}` matches one segment, a last
/// `{name...}` the rest of the path. Literal segments win over `{}`, whatever the order of adding. HEAD falls back to
/// GET. Fill it before the server starts; then it is only read, from any thread.
class Router {
public:
    struct Route {
        std::string pattern;
        Method method = Method::get;
        RouteOptions options;
        std::variant<HttpHandler, UploadHandler, WebSocketRoute> target;
        std::vector<std::string> segments;
    };
    /// `route` when found; else `allow` lists the methods that the path knows (empty = 404).
    struct Match {
        Route const* route = nullptr;
        std::map<std::string, std::string> params;
        std::string allow;
    };

    void add(Method method, std::string_view pattern, HttpHandler handler, RouteOptions options = {});
    /// The body is streamed; `options.body_bytes_max` still holds.
    void add_upload(Method method, std::string_view pattern, UploadHandler handler, RouteOptions options);
    void add_websocket(std::string_view pattern, WebSocketRoute route);

    [[nodiscard]] Match match(Method method, std::vector<std::string> const& segments) const;

private:
    void insert(Route route);

    std::vector<Route> routes_;
};

}  // namespace mingcha

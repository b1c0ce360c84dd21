#include "server/app/console.hpp"

#include "server/net/standard_routes.hpp"
#include "server/web/assets.hpp"

namespace mingcha {

namespace {
HttpResponse asset(HttpRequest const& request) {
    auto const* found = find_asset(request.path);
    if (!found) return problem(404, "not_found", "no such page");
    auto const accepts = request.headers.get("Accept-Encoding");
    HttpResponse out;
    std::string_view body = found->plain;
    if (!found->brotli.empty() && accepts_coding(accepts, "br")) {
        body = found->brotli;
        out.headers.set("Content-Encoding", "br");
    } else if (!found->gzip.empty() && accepts_coding(accepts, "gzip")) {
        body = found->gzip;
        out.headers.set("Content-Encoding", "gzip");
    }
    out.headers.set("Content-Type", found->content_type);
    out.headers.set("ETag", found->etag);
    out.headers.set("Vary", "Accept-Encoding");
    out.headers.set("Cache-Control", found->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    out.body = std::string(body);
    return out;
}
}  // namespace

void add_console(Router& router) {
    router.add(Method::get, "/", asset, {Lane::strand});
    router.add(Method::get, "/{path...}", asset, {Lane::strand});
}

}  // namespace mingcha

#pragma once

#include <functional>
#include <string>

#include "server/blobs/blob_store.hpp"
#include "server/blobs/limits.hpp"
#include "server/net/router.hpp"
#include "shared/base/clock.hpp"

namespace mingcha {

/// What the routes of blobs must ask others. Called on the blob pool, several at once; they may read databases.
struct BlobRules {
    /// Who asks: device or account. The error is answered with 401.
    std::function<Outcome<std::string>(HttpRequest const&)> who;
    /// Whether this hash may be sent: a stored batch or a web draft names it (`not_named` → 403) and the quota has room
    /// (`over_quota` → 413).
    std::function<Outcome<Unit>(std::string const& who, Hash const&, std::uint64_t size)> may_upload;
    /// Whether a record in scope names it. What may not be read does not exist: 404.
    std::function<bool(std::string const& who, Hash const&)> may_read;
    /// A blob has arrived: durable and verified. Called before anyone is told that all of it is here, so again for one that is known: then it
    /// does nothing. Answers the receipt that the client gets with it (header `Mingcha-Receipt`). After an error the answer is 503 `unavailable` and the client asks again. Not called if the power goes between, so
    /// at a start compare the store with the log.
    std::function<Outcome<Bytes>(Hash const&, std::uint64_t size)> on_complete;
    std::uint64_t blob_bytes_max = limits::blob_bytes_max;
    std::int64_t upload_life_ms = limits::upload_life_ms;
};

/// `/files` (tus 1.0.0: creation, creation-with-upload, checksum with sha256 and sha1, termination, expiration) and
/// `/blobs/{sha256}` (GET and HEAD with ranges and ETag, private). Upload-Metadata must name `sha256` (base64 of its hexadecimal
/// text, as tus clients encode it). A client that gets 409 (another offset) or 423 (taken over: a request of a broken line was
/// still on its way) asks with HEAD and goes on; after 460 `wrong_hash` the upload is gone. Everything that is passed outlives the server.
void add_blob_routes(Router& router, BlobStore& store, BlobRules const& rules, Clock& clock);

}  // namespace mingcha

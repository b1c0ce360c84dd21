#include "server/blobs/tus.hpp"

#include <openssl/evp.h>

#include <charconv>

#include "server/net/prepare.hpp"
#include "shared/evidence/blob_receipt.hpp"

namespace mingcha {

namespace {
constexpr std::string_view version = "1.0.0";
constexpr std::string_view body_type = "application/offset+octet-stream";

HttpResponse marked(HttpResponse response) {
    response.headers.set("Tus-Resumable", version);
    response.headers.set("Cache-Control", "no-store");
    return response;
}

int status_of(std::string const& code) {
    if (code == "not_found") return 404;
    if (code == "wrong_hash") return 460;
    if (code == "superseded") return 423;
    if (code == "too_long" || code == "over_quota") return 413;
    if (code == "disk_full") return 507;
    if (code == "uploads_full" || code == "unavailable") return 503;
    if (code == "not_named") return 403;
    return 500;
}

HttpResponse refusal(Error const& error) {
    auto response = problem(status_of(error.code), error);
    if (response.status == 503 || response.status == 507) response.headers.add("Retry-After", "60");
    return marked(std::move(response));
}

HttpResponse refusal(int status, std::string_view code, std::string_view detail = {}) {
    return marked(problem(status, code, detail));
}

/// The bytes are safe; that they came is not written down. Whoever asks again finds them here and has it written then.
HttpResponse not_noted() {
    return refusal({"unavailable", "the photo is here, its arrival is not in the log yet; ask again"});
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Upload-Checksum: an algorithm that we know and the digest that the chunk must have.
class Checksum {
public:
    static std::optional<Checksum> parse(std::string_view field) {
        auto const space = field.find(' ');
        if (space == std::string_view::npos) return std::nullopt;
        auto const name = field.substr(0, space);
        auto wanted = parse_base64(field.substr(space + 1));
        auto const* const algorithm = name == "sha256" ? EVP_sha256() : name == "sha1" ? EVP_sha1() : nullptr;
        if (!algorithm || !wanted) return std::nullopt;
        return Checksum(algorithm, std::move(*wanted));
    }

    void update(ByteView bytes) { MC_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
    [[nodiscard]] bool matches() {
        Bytes digest(EVP_MAX_MD_SIZE);
        unsigned size = 0;
        MC_CHECK(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
        digest.resize(size);
        return digest == wanted_;
    }

private:
    Checksum(EVP_MD const* algorithm, Bytes wanted) : context_(EVP_MD_CTX_new()), wanted_(std::move(wanted)) {
        MC_CHECK(EVP_DigestInit_ex(context_.get(), algorithm, nullptr) == 1);
    }
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
    Bytes wanted_;
};

/// How far an upload is.
HttpResponse standing(UploadFacts const& facts, std::uint64_t offset) {
    HttpResponse response{200, {}, std::string{}};
    response.headers.add("Upload-Offset", std::to_string(offset));
    response.headers.add("Upload-Length", std::to_string(facts.size));
    response.headers.add("Upload-Expires", http_date(facts.expires_ms));
    return marked(std::move(response));
}

/// One POST or PATCH body on its way into the store. A body that breaks off keeps what came, unless a checksum was to prove it.
class UploadSink final : public BodySink {
public:
    UploadSink(BlobStore& store, BlobRules const& rules, UploadClaim claim, bool created,
               std::optional<Checksum> checksum)
        : store_(store), rules_(rules), claim_(std::move(claim)), created_(created), checksum_(std::move(checksum)) {}

    [[nodiscard]] std::optional<HttpResponse> take(ByteView chunk) override {
        auto const added = store_.append(claim_, chunk);
        if (!added) {
            [[maybe_unused]] auto const kept = store_.keep(claim_);  // what came before stays, even when this says no
            return refusal(added.error());
        }
        if (checksum_) checksum_->update(chunk);
        unkept_ += chunk.size();
        received_ += chunk.size();
        if (unkept_ < limits::upload_keep_bytes || checksum_) return std::nullopt;
        unkept_ = 0;
        auto const kept = store_.keep(claim_);
        if (!kept) return refusal(kept.error());
        return std::nullopt;
    }

    [[nodiscard]] HttpResponse finish(bool whole) override {
        bool const proven = !checksum_ || (whole && checksum_->matches());
        if (!proven) {
            auto const back = store_.rewind(claim_, claim_.facts.offset);
            auto const kept = store_.keep(claim_);
            if (!back) return refusal(back.error());
            if (!kept) return refusal(kept.error());
            return refusal(460, "wrong_checksum", "the chunk is not what its checksum says; nothing of it was kept");
        }
        bool const complete = claim_.facts.offset + received_ == claim_.facts.size;
        if (complete) return complete_upload();
        auto const offset = store_.keep(claim_);
        if (!offset) return refusal(offset.error());
        return answer(*offset);
    }

private:
    HttpResponse complete_upload() {
        auto const is_new = store_.finish(claim_);
        if (!is_new) {
            if (is_new.error().code != "wrong_hash") [[maybe_unused]]
                auto const kept = store_.keep(claim_);
            return refusal(is_new.error());
        }
        auto const receipt = rules_.on_complete(claim_.facts.hash, claim_.facts.size);
        if (!receipt) return not_noted();
        auto response = answer(claim_.facts.size);
        response.headers.add(blob_receipt_header, to_hex(*receipt));
        return response;
    }

    HttpResponse answer(std::uint64_t offset) const {
        HttpResponse response{created_ ? 201 : 204, {}, std::string{}};
        if (created_) response.headers.add("Location", "/files/" + claim_.facts.id);
        response.headers.add("Upload-Offset", std::to_string(offset));
        if (offset < claim_.facts.size) response.headers.add("Upload-Expires", http_date(claim_.facts.expires_ms));
        return marked(std::move(response));
    }

    BlobStore& store_;
    BlobRules const& rules_;
    UploadClaim const claim_;
    bool const created_;
    std::optional<Checksum> checksum_;
    std::uint64_t unkept_ = 0;
    std::uint64_t received_ = 0;
};
}  // namespace

std::optional<Hash> parse_hash(std::string_view text) {
    bool const shaped = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!shaped) return std::nullopt;
    return hash_from(*from_hex(text));
}

std::optional<Bytes> parse_base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0) return std::nullopt;
    auto const padding = text.ends_with("==") ? 2u : text.ends_with("=") ? 1u : 0u;
    text.remove_suffix(padding);
    Bytes out;
    unsigned bits = 0, held = 0;
    for (char const c : text) {
        auto const value = digits.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 6 | static_cast<unsigned>(value)) & 0xFFFF;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        out.push_back(static_cast<std::uint8_t>(held >> bits & 0xFF));
    }
    return out;
}

std::optional<std::string> metadata_value(std::string_view field, std::string_view key) {
    while (!field.empty()) {
        auto const comma = std::min(field.find(','), field.size());
        auto pair = field.substr(0, comma);
        field.remove_prefix(std::min(comma + 1, field.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        auto const space = std::min(pair.find(' '), pair.size());
        if (pair.substr(0, space) != key) continue;
        auto const value = parse_base64(pair.substr(std::min(space + 1, pair.size())));
        if (!value) return std::nullopt;
        return std::string(as_text(*value));
    }
    return std::nullopt;
}

std::optional<HttpResponse> Tus::refuse_version(HttpRequest const& request) const {
    if (request.headers.get("Tus-Resumable") == version) return std::nullopt;
    auto response = refusal(412, "wrong_tus_version");
    response.headers.add("Tus-Version", version);
    return response;
}

HttpResponse Tus::options() const {
    HttpResponse response{204, {}, std::string{}};
    response.headers.add("Tus-Version", version);
    response.headers.add("Tus-Extension", "creation,creation-with-upload,checksum,termination,expiration");
    response.headers.add("Tus-Checksum-Algorithm", "sha256,sha1");
    response.headers.add("Tus-Max-Size", std::to_string(rules_.blob_bytes_max));
    return marked(std::move(response));
}

/// The blob came by another upload, or by this one and the answer was lost: all of it is here, nothing needs sending.
std::optional<HttpResponse> Tus::already_here(std::string const& who, std::string_view id) {
    auto const hash = parse_hash(id.substr(0, 64));
    if (!hash) return std::nullopt;
    auto const size = store_.size(*hash);
    if (!size || !*size || !rules_.may_upload(who, *hash, **size)) return std::nullopt;
    auto const receipt = rules_.on_complete(*hash, **size);
    if (!receipt) return not_noted();
    HttpResponse response{200, {}, std::string{}};
    response.headers.add(blob_receipt_header, to_hex(*receipt));
    response.headers.add("Upload-Offset", std::to_string(**size));
    response.headers.add("Upload-Length", std::to_string(**size));
    return marked(std::move(response));
}

Tus::Start Tus::create(HttpRequest const& request) {
    if (auto refused = refuse_version(request)) return std::move(*refused);
    auto const who = rules_.who(request);
    if (!who) return refusal(401, who.error().code);
    auto const size = number(request.headers.get("Upload-Length"));
    if (!size) return refusal(400, "no_length", "Upload-Length is missing");
    if (*size > rules_.blob_bytes_max) return refusal(413, "too_long");
    auto const name = metadata_value(request.headers.get("Upload-Metadata"), "sha256");
    auto const hash = name ? parse_hash(*name) : std::nullopt;
    if (!hash) return refusal(400, "no_hash", "Upload-Metadata must name sha256");
    auto const allowed = rules_.may_upload(*who, *hash, *size);
    if (!allowed) return refusal(allowed.error());
    if (auto here = already_here(*who, *name)) {
        if (here->status != 200) return std::move(*here);
        here->status = 201;
        here->headers.add("Location", "/files/" + *name + "-here");
        return std::move(*here);
    }
    auto claim = store_.begin(*hash, *size, *who, clock_.now().time_ms + rules_.upload_life_ms);
    if (!claim) return refusal(claim.error());
    return receive(request, std::move(*claim), true);
}

Tus::Start Tus::receive(HttpRequest const& request, UploadClaim claim, bool created) {
    std::optional<Checksum> checksum;
    if (request.headers.has("Upload-Checksum")) {
        checksum = Checksum::parse(request.headers.get("Upload-Checksum"));
        if (!checksum) return refusal(400, "unknown_checksum");
    }
    bool const carries = request.headers.get("Content-Type") == body_type;
    bool const body = request.content_length.value_or(0) > 0 || request.headers.has("Transfer-Encoding");
    if (!carries && body) return refusal(415, "wrong_type", "send application/offset+octet-stream");
    if (request.content_length.value_or(0) > claim.facts.size - claim.facts.offset) return refusal(413, "too_long");
    return std::make_unique<UploadSink>(store_, rules_, std::move(claim), created, std::move(checksum));
}

std::variant<HttpResponse, UploadClaim> Tus::claim_own(HttpRequest const& request) {
    auto const who = rules_.who(request);
    if (!who) return refusal(401, who.error().code);
    std::string const id(request.param("id"));
    auto const facts = store_.find(id);
    if (!facts || facts->owner != *who) {
        if (auto here = already_here(*who, id)) return std::move(*here);
        return refusal(404, "not_found");
    }
    auto claim = store_.claim(id);
    if (claim) return std::move(*claim);
    if (auto here = already_here(*who, id)) return std::move(*here);  // it has just arrived by another line
    return refusal(claim.error());
}

Tus::Start Tus::patch(HttpRequest const& request) {
    if (auto refused = refuse_version(request)) return std::move(*refused);
    if (request.headers.get("Content-Type") != body_type)
        return refusal(415, "wrong_type", "send application/offset+octet-stream");
    auto const offset = number(request.headers.get("Upload-Offset"));
    if (!offset) return refusal(400, "no_offset");
    auto own = claim_own(request);
    if (auto* refused = std::get_if<HttpResponse>(&own)) {
        if (refused->status == 200) refused->status = 409;  // all is here: HEAD says so
        return std::move(*refused);
    }
    auto& claim = std::get<UploadClaim>(own);
    if (*offset != claim.facts.offset) {
        auto response = refusal(409, "wrong_offset");
        response.headers.add("Upload-Offset", std::to_string(claim.facts.offset));
        return response;
    }
    auto const allowed = rules_.may_upload(claim.facts.owner, claim.facts.hash, claim.facts.size);
    if (!allowed) return refusal(allowed.error());
    return receive(request, std::move(claim), false);
}

HttpResponse Tus::head(HttpRequest const& request) {
    if (auto refused = refuse_version(request)) return std::move(*refused);
    constexpr int tries_max = 3;
    for (int i = 0; i < tries_max; ++i) {
        auto own = claim_own(request);
        if (auto* refused = std::get_if<HttpResponse>(&own)) return std::move(*refused);
        auto const& claim = std::get<UploadClaim>(own);
        auto const offset = store_.keep(claim);  // what we say must be true after a power cut
        if (offset) return standing(claim.facts, *offset);
        bool const overtaken = offset.error().code == "superseded" || offset.error().code == "not_found";
        if (!overtaken) return refusal(offset.error());
        // A request of a broken line was still on its way and came between: look again.
    }
    return refusal({"superseded", "another connection goes on with this upload"});
}

HttpResponse Tus::remove(HttpRequest const& request) {
    if (auto refused = refuse_version(request)) return std::move(*refused);
    auto own = claim_own(request);
    if (auto* refused = std::get_if<HttpResponse>(&own)) {
        if (refused->status == 200) return refusal(404, "not_found");  // a blob that has arrived is not an upload
        return std::move(*refused);
    }
    auto const gone = store_.abandon(std::get<UploadClaim>(own).facts.id);
    if (!gone) return refusal(gone.error());
    return marked({204, {}, std::string{}});
}

Tus::Start Tus::overridden(HttpRequest const& request) {
    auto const method = request.headers.get("X-HTTP-Method-Override");
    if (method == "PATCH") return patch(request);
    if (method == "HEAD") return head(request);
    if (method == "DELETE") return remove(request);
    auto response = refusal(405, "method_not_allowed");
    response.headers.add("Allow", "HEAD, PATCH, DELETE, OPTIONS");
    return response;
}

}  // namespace mingcha

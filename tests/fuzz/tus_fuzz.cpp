// libFuzzer entry for the upload of photos (tus 1.0.0): ./dev fuzz tus [seconds]
//
// The input is a row of requests, parted by lines of `---`, to a store without a disk. `X-Broken` in a header: the line breaks in its body.
// Whatever is asked: what has arrived under a hash has this hash, no upload holds more than it announced, and no answer claims more bytes
// than were sent.

#include <cstddef>
#include <cstdint>

#include "server/blobs/tus.hpp"
#include "tests/blobs/model.hpp"
#include "tests/fuzz/request.hpp"

using namespace mingcha;

namespace {
class StoppedClock final : public Clock {
public:
    [[nodiscard]] Moment now() override { return {1'795'000'000'000, 0, 1}; }
};

BlobRules rules(std::vector<std::pair<Hash, std::uint64_t>>& arrived) {
    BlobRules out;
    out.who = [](HttpRequest const& request) -> Outcome<std::string> {
        if (!request.headers.has("X-Who")) return Error{"unauthenticated", "who are you"};
        return std::string(request.headers.get("X-Who"));
    };
    out.may_upload = [](std::string const&, Hash const& hash, std::uint64_t) -> Outcome<Unit> {
        if (hash[0] == 0xff) return Error{"not_named", "no stored batch names it"};
        return Unit{};
    };
    out.may_read = [](std::string const&, Hash const&) { return true; };
    out.on_complete = [&arrived](Hash const& hash, std::uint64_t size) -> Outcome<Bytes> {
        arrived.emplace_back(hash, size);
        return Bytes(hash.begin(), hash.begin() + 3);  // stands for a receipt
    };
    return out;
}

HttpResponse answer_of(decltype(Router::Route::target) const& target, HttpRequest const& request) {
    if (auto const* plain = std::get_if<HttpHandler>(&target)) return (*plain)(request);
    auto begun = std::get<UploadHandler>(target)(request);
    if (auto* answer = std::get_if<HttpResponse>(&begun)) return std::move(*answer);
    auto& sink = *std::get<std::unique_ptr<BodySink>>(begun);
    auto const body = view(request.body);
    auto const half = body.size() / 2;
    for (auto const part : {body.subspan(0, half), body.subspan(half)})
        if (auto refused = sink.take(part)) return *std::move(refused);
    return sink.finish(!request.headers.has("X-Broken"));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static StoppedClock clock;
    mingcha::test::MemoryBlobStore store;
    std::vector<std::pair<Hash, std::uint64_t>> arrived;
    Router router;
    add_blob_routes(router, store, rules(arrived), clock);
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    std::uint64_t sent = 0;
    while (!rest.empty()) {
        constexpr std::string_view mark = "\n---\n";
        auto const end = std::min(rest.find(mark), rest.size());
        auto request = fuzzing::read_request(rest.substr(0, end));
        rest.remove_prefix(std::min(end + mark.size(), rest.size()));
        if (!request) continue;
        auto match = router.match(request->method, request->segments);
        if (!match.route) continue;
        request->params = std::move(match.params);
        sent += request->body.size();
        auto const answer = answer_of(match.route->target, *request);
        fuzzing::check_answer(answer);
        if (auto const offset = answer.headers.get("Upload-Offset"); !offset.empty())
            MC_CHECK(std::stoull(std::string(offset)) <= sent);
    }
    for (auto const& [hash, announced] : arrived) {
        auto const kept = store.size(hash);
        MC_CHECK(kept && *kept && **kept == announced && announced <= sent);
        MC_CHECK(sha256(*store.read(hash, 0, announced)) == hash);
    }
    return 0;
}

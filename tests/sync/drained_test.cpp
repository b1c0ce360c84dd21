#include <catch2/catch.hpp>

#include "shared/sync/client_peer.hpp"

using namespace mingcha;

namespace {
constexpr std::uint64_t server_epoch = 7;

Bytes welcome() {
    Welcome out;
    out.server_epoch = server_epoch;
    return encode_frame(out);
}
Bytes ack_of_seq(std::uint64_t seq) {
    Ack out;
    out.server_epoch = server_epoch;
    out.verdicts = encode_verdicts({{Standing::joined, seq, {}}});
    return encode_frame(out);
}
PageAnswer page_up_to(std::uint64_t seq) {
    PageAnswer out;
    out.applied.cursor = {server_epoch, seq, 0};
    out.at_end = true;
    return out;
}
}  // namespace

TEST_CASE("a tablet is drained only when it has the page of what its Acks joined", "[sync]") {
    SeededRandom random(1);
    HelloFacts facts;
    facts.key = SigningKey::generate(random);
    ClientPeer peer(random);
    (void)peer.on_open(facts, Bytes(32));
    (void)peer.on_batches({});
    (void)peer.on_frame(welcome());
    (void)peer.on_welcome_stored();
    (void)peer.on_batches({});
    (void)peer.on_page_answer(page_up_to(4));
    REQUIRE(peer.is_drained());

    (void)peer.on_local_change();
    (void)peer.on_batches({Push{}});
    CHECK_FALSE(peer.is_drained());
    (void)peer.on_frame(ack_of_seq(6));
    (void)peer.on_ack_stored();
    (void)peer.on_batches({});
    CHECK_FALSE(peer.is_drained());
    (void)peer.on_page_answer(page_up_to(5));
    CHECK_FALSE(peer.is_drained());
    (void)peer.on_page_answer(page_up_to(6));
    CHECK(peer.is_drained());
}

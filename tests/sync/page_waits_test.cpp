#include <catch2/catch.hpp>

#include <algorithm>

#include "shared/sync/server_peer.hpp"

using namespace mingcha;

namespace {
bool asks_for_page(ServerPeer::Actions const& actions) {
    return std::ranges::any_of(actions,
                               [](auto const& one) { return std::holds_alternative<serving::FetchPage>(one); });
}

/// A session whose tablet has everything up to seq 4.
struct Session {
    SeededRandom random{2};
    SigningKey server = SigningKey::generate(random);
    SigningKey tablet = SigningKey::generate(random);
    Bytes nonce = Bytes(32);
    ServerPeer peer{nonce, server.public_key()};

    Session() {
        Hello hello;
        hello.device_epoch = 1;
        hello.proof =
            tablet.sign(Label::hello, hello_body(nonce, server.public_key(), hello.device, hello.device_epoch));
        (void)peer.on_frame(encode_frame(hello), 0);
        (void)peer.on_device({true, tablet.public_key(), {}, false});
        REQUIRE(asks_for_page(peer.on_greeting({})));
        Page page;
        page.to = 4;
        page.last = true;
        (void)peer.on_page(page);
        Applied applied;
        applied.cursor.seq = 4;
        REQUIRE_FALSE(asks_for_page(peer.on_frame(encode_frame(applied), 0)));
    }
    ServerPeer::Actions push() { return peer.on_frame(encode_frame(Push{}), 0); }
};

Ingested taken() {
    Ingested out;
    out.ack = Ack{};
    return out;
}
}  // namespace

TEST_CASE("a page waits for the batches of its session that are being written, and comes after the last answer",
          "[sync]") {
    Session session;
    REQUIRE(std::holds_alternative<serving::Ingest>(session.push().front()));
    REQUIRE(session.push().size() == 1);
    CHECK_FALSE(asks_for_page(session.peer.on_changed()));
    CHECK_FALSE(asks_for_page(session.peer.on_ingested(taken())));
    CHECK(asks_for_page(session.peer.on_ingested(taken())));
}

TEST_CASE("news that came while a batch was written is not forgotten when the batch is refused", "[sync]") {
    Session session;
    (void)session.push();
    CHECK_FALSE(asks_for_page(session.peer.on_changed()));
    Ingested refused;
    refused.refused = Refused{1, 0, "gap", 3};
    CHECK(asks_for_page(session.peer.on_ingested(refused)));
}
